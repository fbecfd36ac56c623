namespace SkewLab.TestSupport.Client;

/// <summary>One chain's way to a network that outlives it. Disposed, it sends no more, as a real one does.</summary>
internal sealed class Relay(HttpMessageHandler network) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);
    private volatile bool _isDisposed;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _network.SendAsync(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        base.Dispose(disposing);
    }
}
