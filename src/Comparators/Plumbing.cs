using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>What stands around every strategy: its client, and a request that can be sent a second time.</summary>
internal static class Plumbing
{
    /// <summary>Puts a strategy in front of the client's network, which stays the lab's to dispose.</summary>
    /// <typeparam name="TFactory">The strategy's factory, whose attributes say which options there are.</typeparam>
    /// <param name="environment">The client's world.</param>
    /// <param name="strategy">Makes the strategy from its options.</param>
    /// <exception cref="ArgumentException">An option is unknown or out of range.</exception>
    public static HttpClient ToClient<TFactory>(ClientEnvironment environment, Func<StrategyOptions, ComparatorHandler> strategy)
        where TFactory : IClientFactory
    {
        var handler = strategy(StrategyOptions.Of<TFactory>(environment));
        handler.InnerHandler = new Borrowed(environment.Network);
        return new HttpClient(handler) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A fresh request with the same content: the articles resend without asking whether the content can be read again.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (key, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options).Add(key, value);
        return copy;
    }

    // HttpClient disposes its handlers to the bottom; the network outlives the client.
    private sealed class Borrowed(HttpMessageHandler network) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _network.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _network.Dispose();
            base.Dispose(disposing);
        }
    }
}
