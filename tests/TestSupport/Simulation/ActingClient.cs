using SkewLab.ClientContract;

namespace SkewLab.TestSupport.Simulation;

/// <summary>What a test's client does with a call: it may send it, wait, send it again, or answer by itself.</summary>
internal delegate Task<HttpResponseMessage> Act(
    ClientEnvironment environment, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send);

/// <summary>A client that does what a test says. All its continuations run inline, so a world with it can be stepped by hand.</summary>
internal sealed class ActingClient(Act act) : IClientFactory
{
    /// <summary>Sends each call once, as it is: without a token.</summary>
    public static ActingClient Plain { get; } = new((_, request, send) => send(request, CancellationToken.None));

    public HttpClient Create(ClientEnvironment environment) =>
        new(new Handler(environment, act), disposeHandler: false) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };

    private sealed class Handler : DelegatingHandler
    {
        private readonly ClientEnvironment _environment;
        private readonly Act _act;

        public Handler(ClientEnvironment environment, Act act)
            : base(environment.Network) => (_environment, _act) = (environment, act);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _act(_environment, request, base.SendAsync);
    }
}
