using SkewLab.ClientContract;

namespace SkewLab.Simulation.Tests.Support;

/// <summary>A plain client that hands its caller's cancellation on, or is deaf to it.</summary>
internal sealed class CallerTokenClient(bool isDeaf) : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment) =>
        new(new Handler(environment.Network, isDeaf)) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };

    private sealed class Handler(HttpMessageHandler network, bool isDeaf) : DelegatingHandler(network)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, isDeaf ? CancellationToken.None : cancellationToken);
    }
}
