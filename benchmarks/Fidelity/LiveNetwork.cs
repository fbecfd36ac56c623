using System.Globalization;
using System.Net;
using SkewLab.Simulation.Network;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>
/// The network as the client sees it: real sockets, each attempt to the node that the simulation's balancer chooses, and a look at the watch.
/// </summary>
/// <param name="sockets">The sockets.</param>
/// <param name="tokenEndpoint">Where token requests go.</param>
/// <param name="balancer">Chooses nodes.</param>
/// <param name="interval">The time between two calls.</param>
internal sealed class LiveNetwork(HttpMessageHandler sockets, Uri tokenEndpoint, Balancer balancer, TimeSpan interval) : DelegatingHandler(sockets)
{
    /// <summary>The request header that names call and attempt for <see cref="RefusalLog"/>.</summary>
    public const string CallHeader = "X-Call";

    private readonly Lock _lock = new();
    private TimeSpan _delays;
    private TimeSpan _largestDelay;
    private long _requests;
    private TimeSpan _moved;
    private long _late;
    private long _unforced;

    /// <summary>Requests to the token endpoint so far.</summary>
    public long TokenRequests { get; private set; }

    public Scheduling Scheduling => new()
    {
        MeanDelay = _delays / Math.Max(1, _requests),
        LargestDelay = _largestDelay,
        Moved = _moved,
        Late = _late,
        Unforced = _unforced,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = LiveCall.Current;
        var isTokenRequest = request.RequestUri == tokenEndpoint;
        if (!isTokenRequest)
            Address(request, call);
        var start = TimeProvider.System.GetTimestamp();
        var answer = await base.SendAsync(request, cancellationToken);
        Note(call, isTokenRequest, (call?.Lateness ?? TimeSpan.Zero) + TimeProvider.System.GetElapsedTime(start));
        if (call is not null && !isTokenRequest && answer.StatusCode == HttpStatusCode.Unauthorized)
            call.IsRefused = true;
        return answer;
    }

    // By its host name: the address stays as the client wrote it, for it may send the same request again.
    private void Address(HttpRequestMessage request, LiveCall? call)
    {
        var number = call?.Number ?? 0;
        var attempt = call is null ? 1 : ++call.Attempts;
        request.Headers.Host = $"api-{balancer.Choose(0, number, attempt) + 1}.localhost";
        request.Headers.Remove(CallHeader);
        request.Headers.Add(CallHeader, string.Create(CultureInfo.InvariantCulture, $"{number}/{attempt}"));
    }

    private void Note(LiveCall? call, bool isTokenRequest, TimeSpan delay)
    {
        lock (_lock)
        {
            _requests++;
            _delays += delay;
            _largestDelay = delay > _largestDelay ? delay : _largestDelay;
            _late += delay > interval ? 1 : 0;
            if (!isTokenRequest)
                return;
            TokenRequests++;
            if (call?.IsRefused == true)
                return;
            _unforced++;
            _moved += delay > interval / 2 ? delay - (interval / 2) : TimeSpan.Zero;
        }
    }
}
