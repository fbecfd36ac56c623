using SkewLab.ClientContract;

namespace SkewLab.Simulation.Tests.Support;

/// <summary>Keeps what every client of a world was given, and when it was disposed.</summary>
internal sealed class CountingClient(Act? act = null) : IClientFactory
{
    private readonly ActingClient _acting = act is null ? ActingClient.Plain : new(act);

    /// <summary>What each client was given, in the order they were made.</summary>
    public List<ClientEnvironment> Made { get; } = [];

    /// <summary>What a client's clock read as time since it was made, when it was disposed.</summary>
    public List<TimeSpan> Lived { get; } = [];

    public HttpClient Create(ClientEnvironment environment)
    {
        Made.Add(environment);
        var from = environment.Time.GetTimestamp();
        return new Noting(_acting.Create(environment), () => Lived.Add(environment.Time.GetElapsedTime(from)));
    }

    private sealed class Noting(HttpClient inner, Action disposed) : HttpClient(new Passing(inner))
    {
        protected override void Dispose(bool disposing)
        {
            disposed();
            base.Dispose(disposing);
            inner.Dispose();
        }
    }

    private sealed class Passing(HttpMessageInvoker inner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri);
            return await inner.SendAsync(copy, cancellationToken).ConfigureAwait(false);
        }
    }
}
