using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using SkewLab.Client;

namespace SkewLab.TestSupport.Client;

/// <summary>One client on its clock and its network. Draws are one half unless a test says otherwise.</summary>
internal sealed class Bench : ILogger, IDisposable
{
    private readonly HttpClient _client;

    public Bench(Action<SkewAwareOptions>? configure = null, IMeterFactory? meters = null, string? name = null)
    {
        Options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri("https://idp.example/oauth/token"),
            ClientId = "client",
            ClientSecret = "the-client-secret",
            AllowedOrigins = [new Uri("https://api.example/")],
            TimeProvider = Time,
            Random = () => 0.5,
        };
        configure?.Invoke(Options);
        Credential = new SkewAwareCredential(Options, this, meters, name);
        Handler = new SkewAwareHandler(Credential) { InnerHandler = Network };
        _client = new HttpClient(Handler)
        {
            BaseAddress = new Uri("https://api.example/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public ManualTime Time { get; } = new();

    public FakeNetwork Network { get; } = new();

    public SkewAwareCredential Credential { get; }

    public SkewAwareHandler Handler { get; }

    public SkewAwareOptions Options { get; }

    public ConcurrentQueue<string> Lines { get; } = new();

    public int[] Sent => [.. Network.Sent];

    public int TokenRequests => Network.TokenRequests.Count;

    public Task<HttpResponseMessage> StartGet(CancellationToken cancellationToken = default) => _client.GetAsync("/things", cancellationToken);

    public Task<HttpResponseMessage> Start(HttpRequestMessage request) => _client.SendAsync(request);

    public HttpResponseMessage Send(HttpRequestMessage request) => _client.Send(request);

    /// <summary>Calls the API and lets time pass as the client's waits ask.</summary>
    public async Task<int> GetAsync()
    {
        using var response = await Time.DriveAsync(StartGet());
        return (int)response.StatusCode;
    }

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> format) =>
        Lines.Enqueue(format(state, exception) + exception);

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        _client.Dispose();
        Credential.Dispose();
    }
}
