using System.Diagnostics;
using System.Net.Http.Headers;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.Network;

namespace SkewLab.Simulation.Traffic;

/// <summary>What a caller asks for, made anew for each call.</summary>
/// <param name="section">What the scenario says of the calls.</param>
/// <param name="query">The body of a POST request, before it is padded; null asks for the first page.</param>
internal sealed class CallRequest(TrafficSection section, byte[]? query = null)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpMethod _method = new(section.Request[..section.Request.IndexOf(' ', StringComparison.Ordinal)]);

    /// <value>Where it goes.</value>
    public Uri Address { get; } = new(WorldNetwork.ApiAddress, section.Request[(section.Request.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    /// <value>How long the caller waits, on its machine's elapsed time; null waits for as long as it takes.</value>
    public TimeSpan? CancelAfter => section.CancelAfter;

    /// <value>Whether the caller reads the answer's body.</value>
    public bool ReadsAnswer { get; init; }

    /// <summary>Makes the request. The caller disposes it.</summary>
    public HttpRequestMessage Create() => new(_method, Address) { Content = _method == HttpMethod.Post ? Content() : null };

    private HttpContent Content()
    {
        var body = new PaddedBody(query ?? PageQuery.ByNumber(section.PageSize, 1), section.Body?.Size?.Bytes ?? 0);
        HttpContent content = section.Body?.Kind switch
        {
            BodyKindName.Recreatable => new RecreatableContent(body),
            BodyKindName.Stream => new StreamContent(new OneShotStream(body)),
            BodyKindName.Bytes or null => new ByteArrayContent(body.ToArray()),
            _ => throw new UnreachableException(),
        };
        content.Headers.ContentType = Json;
        return content;
    }
}
