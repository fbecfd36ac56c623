using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>The rule of article 002's C# answer, inside a lock or not.</summary>
/// <param name="environment">The client's world.</param>
/// <param name="options">The delay and the time-out.</param>
/// <param name="gate">The lock, which the handler disposes; null for none.</param>
internal sealed class PostRefreshDelayHandler(
    ClientEnvironment environment, StrategyOptions options, SemaphoreSlim? gate) : ComparatorHandler(environment, isSecretInForm: true)
{
    private readonly TimeSpan _delay = options.Duration("delay");
    private readonly TimeSpan _timeout = options.Duration("timeout");
    private volatile Held? _held;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await GetTokenAsync(cancellationToken);
        return await CallAsync(request, token.Header, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gate?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<Token> GetTokenAsync(CancellationToken cancellationToken)
    {
        if (gate is not null)
            await gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is not { } held || Now >= held.Expiry)
                _held = held = await RefreshAsync(cancellationToken);
            return held.Token;
        }
        finally
        {
            gate?.Release();
        }
    }

    // The lifetime counts from the answer's arrival, as in the question: the second costs a token a second of its life.
    private async Task<Held> RefreshAsync(CancellationToken cancellationToken)
    {
        var token = (await AskForTokenAsync(cancellationToken, _timeout)).Read();
        var expiry = Now + token.Lifetime;
        await WaitAsync(_delay, cancellationToken);
        return new Held(token, expiry);
    }

    private sealed record Held(Token Token, DateTimeOffset Expiry);
}
