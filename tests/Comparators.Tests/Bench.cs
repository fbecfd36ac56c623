using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

/// <summary>One IdP, one API and one client. The IdP's clock is the client's plus <see cref="IdpAhead"/>; tokens are numbered from 1.</summary>
internal sealed class Bench : HttpMessageHandler, ILogger
{
    private int _issued;

    // Without a context a client goes on inside Advance, at the instant it waited for.
    public Bench() => SynchronizationContext.SetSynchronizationContext(null);

    public WallClock Clock { get; } = new();

    public TimeSpan IdpAhead { get; set; }

    public long ExpiresIn { get; set; } = 600;

    /// <value>How long the token endpoint takes, half each way.</value>
    public TimeSpan RoundTrip { get; set; }

    public Func<int, HttpStatusCode> Api { get; set; } = _ => HttpStatusCode.OK;

    public Func<int, HttpStatusCode> Idp { get; set; } = _ => HttpStatusCode.OK;

    /// <value>Ends when the token endpoint may answer. The default lets it answer at once.</value>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <value>Ends when the API may answer. The default lets it answer at once.</value>
    public Task ApiGate { get; set; } = Task.CompletedTask;

    /// <value>The Retry-After of each 429; null for none.</value>
    public string? RetryAfter { get; set; }

    public bool IsOpaque { get; set; }

    /// <value>The claims of a JWT issued then; null for iat and exp.</value>
    public Func<long, string>? Claims { get; set; }

    public List<string> TokenRequests { get; } = [];

    /// <value>The headers of each token request.</value>
    public List<string> TokenHeaders { get; } = [];

    /// <value>The ordinals of the tokens that reached the API; 0 is none.</value>
    public List<int> Sent { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Log { get; } = [];

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
            Logger = this,
        });

    public HttpClient Client<T>(params (string Name, string Value)[] options)
        where T : IClientFactory, new() => Client<T>(options: options.ToDictionary(option => option.Name, option => option.Value));

    /// <summary>Calls once at each wall-clock time.</summary>
    public async Task CallAtAsync(HttpClient client, params DateTimeOffset[] times)
    {
        foreach (var time in times)
        {
            Clock.Now = time;
            await client.GetAsync("/");
        }
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Log.Add(formatter(state, exception));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Host == "api.example")
        {
            var token = request.Headers.Authorization?.Parameter is { } value ? int.Parse(value.Split('.')[^1]) : 0;
            Sent.Add(token);
            Requests.Add(request);
            await ApiGate.WaitAsync(cancellationToken);
            var response = new HttpResponseMessage(Api(token))
            {
                Content = new StringContent(
                """{"code":"bad.credentials","message":"Invalid login credentials."}""")
            };
            if (response.StatusCode == HttpStatusCode.TooManyRequests && RetryAfter is not null)
                response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
            return response;
        }

        TokenRequests.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        TokenHeaders.Add(request.Headers.ToString());
        var ordinal = ++_issued;
        await Gate.WaitAsync(cancellationToken);
        Clock.Now += RoundTrip / 2;
        var iat = (Clock.Now + IdpAhead).ToUnixTimeSeconds();
        Clock.Now += RoundTrip / 2;
        var claims = Claims is null ? $$"""{"iat":{{iat}},"exp":{{iat + ExpiresIn}}}""" : Claims(iat);
        var payload = Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var accessToken = IsOpaque ? $"{ordinal}" : $"e30.{payload}.{ordinal}";
        return new HttpResponseMessage(Idp(ordinal))
        {
            Content = new StringContent(
                Idp(ordinal) == HttpStatusCode.OK
                    ? $$"""{"access_token":"{{accessToken}}","token_type":"Bearer","expires_in":{{ExpiresIn}},"refresh_token":"rotated"}"""
                    : """{"error":"invalid_grant"}"""),
        };
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
