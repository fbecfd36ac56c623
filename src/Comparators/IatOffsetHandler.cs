using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>The rule of article 001, with the lock of its Python form or without it.</summary>
/// <param name="environment">The client's world.</param>
/// <param name="buffer">How long before its computed expiry a token is replaced.</param>
/// <param name="timeout">How long a call waits for its answer; null for as long as the network does.</param>
/// <param name="gate">The lock, which the handler disposes; null for none.</param>
internal sealed class IatOffsetHandler(ClientEnvironment environment, TimeSpan buffer, TimeSpan? timeout, SemaphoreSlim? gate) : ComparatorHandler(environment)
{
    private volatile Held? _held;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await GetValidTokenAsync(cancellationToken);
        var response = await CallAsync(request, token.Header, cancellationToken, timeout);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        response.Dispose();
        await DropAsync(cancellationToken);
        token = await GetValidTokenAsync(cancellationToken);
        return await CallAsync(Plumbing.Copy(request), token.Header, cancellationToken, timeout);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            gate?.Dispose();
        base.Dispose(disposing);
    }

    // Line 131 reads the time before a first fetch, so the token that it brings is judged by the older reading.
    private async ValueTask<Token> GetValidTokenAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            var now = Now;
            var held = _held ??= await FetchAsync(cancellationToken);
            if (now >= held.ClientExpiry - buffer)
                held = _held = await FetchAsync(cancellationToken);
            return held.Token;
        }
        finally
        {
            gate?.Release();
        }
    }

    private async ValueTask DropAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        _held = null;
        gate?.Release();
    }

    private Task EnterAsync(CancellationToken cancellationToken) => gate?.WaitAsync(cancellationToken) ?? Task.CompletedTask;

    private async Task<Held> FetchAsync(CancellationToken cancellationToken)
    {
        var before = Now;
        var answer = await AskForTokenAsync(cancellationToken);
        var after = Now;
        var token = answer.ReadOrRaise("Token request failed");
        var issuedAt = UnverifiedJwt.TryDecode(token.Value)?.IssuedAt ?? throw new InvalidOperationException("Token response missing 'iat' claim");
        var skew = issuedAt - (before + (after - before) / 2);
        return new Held(token, issuedAt + token.Lifetime - skew);
    }

    private sealed record Held(Token Token, DateTimeOffset ClientExpiry);
}
