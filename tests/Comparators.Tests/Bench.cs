using System.Net;
using System.Text;
using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

/// <summary>A clock whose wall moves when told.</summary>
internal sealed class WallClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>One IdP, one API and one client. The IdP's clock is the client's plus <see cref="IdpAhead"/>; tokens are numbered from 1.</summary>
internal sealed class Bench : HttpMessageHandler
{
    private int _issued;

    public WallClock Clock { get; } = new();

    public TimeSpan IdpAhead { get; set; }

    public long ExpiresIn { get; set; } = 600;

    /// <value>How long the token endpoint takes, half each way.</value>
    public TimeSpan RoundTrip { get; set; }

    public Func<int, HttpStatusCode> Api { get; set; } = _ => HttpStatusCode.OK;

    public Func<int, HttpStatusCode> Idp { get; set; } = _ => HttpStatusCode.OK;

    /// <value>Ends when the token endpoint may answer. The default lets it answer at once.</value>
    public Task Gate { get; set; } = Task.CompletedTask;

    public bool IsOpaque { get; set; }

    public List<string> TokenRequests { get; } = [];

    /// <value>The ordinals of the tokens that reached the API; 0 is none.</value>
    public List<int> Sent { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public bool IsDisposed { get; private set; }

    public HttpClient Client<T>(ClientGrant grant = ClientGrant.ClientCredentials, IReadOnlyDictionary<string, string>? options = null)
        where T : IClientFactory, new() => new T().Create(new ClientEnvironment
        {
            Time = Clock,
            Network = this,
            TokenEndpoint = new Uri("https://idp.example/oauth/token"),
            ApiBaseAddress = new Uri("https://api.example/"),
            ClientId = "client",
            ClientSecret = "secret",
            Grant = grant,
            RefreshToken = grant == ClientGrant.RefreshToken ? "first" : null,
            Options = options ?? new Dictionary<string, string>(),
            Random = new Random(1),
        });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Host == "api.example")
        {
            var token = request.Headers.Authorization?.Parameter is { } value ? int.Parse(value.Split('.')[^1]) : 0;
            Sent.Add(token);
            Requests.Add(request);
            return new HttpResponseMessage(Api(token));
        }

        TokenRequests.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        var ordinal = ++_issued;
        await Gate;
        Clock.Now += RoundTrip / 2;
        var iat = (Clock.Now + IdpAhead).ToUnixTimeSeconds();
        Clock.Now += RoundTrip / 2;
        var status = Idp(ordinal);
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"iat\":{iat}}}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var accessToken = IsOpaque ? $"{ordinal}" : $"e30.{payload}.{ordinal}";
        return new HttpResponseMessage(status)
        {
            Content = new StringContent($$"""{"access_token":"{{accessToken}}","token_type":"Bearer","expires_in":{{ExpiresIn}},"refresh_token":"rotated"}"""),
        };
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
