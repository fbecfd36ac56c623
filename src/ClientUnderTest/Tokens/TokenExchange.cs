using Microsoft.Extensions.Logging;

namespace SkewLab.Client.Tokens;

/// <summary>One refresh on the wire: which refresh token is presented, and what becomes of the one that replaces it.</summary>
/// <remarks>
/// Not thread-safe: only the running refresh calls it, and only one runs. The client knows of an IdP's rotation what it has seen: until one answer has
/// replaced a refresh token,
/// a lost answer does not bar the token presented, else one lost packet would shut a client out of all the IdPs that never rotate.
/// </remarks>
internal sealed class TokenExchange(SkewAwareOptions options, TokenEndpoint endpoint, ElapsedClock clock, ILogger logger)
{
    private readonly IRefreshTokenStore? _store =
        options.Grant == TokenGrant.RefreshToken ? options.RefreshTokenStore ?? new InMemoryRefreshTokenStore() : null;

    private bool _rotates;
    private string? _maybeUsedUp;
    private string? _unsaved;

    /// <summary>Asks for a token and keeps the refresh token that comes with it.</summary>
    /// <param name="cancellationToken">The refresh's time-out.</param>
    /// <exception cref="HttpRequestException">The exchange was lost.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenAnswer> RunAsync(CancellationToken cancellationToken)
    {
        if (_store is null)
            return await RequestAsync(null, cancellationToken).ConfigureAwait(false);

        var use = await LockAsync(_store, cancellationToken).ConfigureAwait(false);
        await using (use.ConfigureAwait(false))
        {
            var presented = await ReadAsync(_store, cancellationToken).ConfigureAwait(false);
            var answer = await PresentAsync(_store, presented, cancellationToken).ConfigureAwait(false);
            if (answer.Failure?.OAuthError != "invalid_grant")
                return answer;

            // A sibling that takes no lock may have replaced the token since it was read here.
            var now = await ReadAsync(_store, cancellationToken).ConfigureAwait(false);
            return now == presented ? answer : await PresentAsync(_store, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<IAsyncDisposable> LockAsync(IRefreshTokenStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await store.LockAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var isTimeout = exception is OperationCanceledException;
            var problem = isTimeout ? "the refresh token store was in use all the time" : "the refresh token store cannot be locked";
            throw new StoreFailedException(problem, exception);
        }
    }

    // What could not be saved is the newest: it is saved before it is presented. Otherwise the store wins over the options, which hold the first token of all.
    private async ValueTask<string?> ReadAsync(IRefreshTokenStore store, CancellationToken cancellationToken)
    {
        try
        {
            if (_unsaved is { } unsaved)
                await store.WriteAsync(unsaved, cancellationToken).ConfigureAwait(false);
            _unsaved = null;
            return await store.ReadAsync(cancellationToken).ConfigureAwait(false) ?? options.RefreshToken;
        }
        catch (Exception exception)
        {
            throw new StoreFailedException("the refresh token store cannot be used", exception);
        }
    }

    private async Task<TokenAnswer> PresentAsync(IRefreshTokenStore store, string? refreshToken, CancellationToken cancellationToken)
    {
        if (refreshToken is null)
            return Refuse("the refresh token store is empty");
        if (_rotates && refreshToken == _maybeUsedUp)
        {
            const string Barred = $"the answer that replaced the refresh token was lost, and {nameof(SkewAwareOptions.ReuseGrace)} forbids to present it again";
            return Refuse($"{Barred}; log in anew");
        }


        var answer = options.ReuseGrace > TimeSpan.Zero
            ? await PresentTwiceAsync(refreshToken, cancellationToken).ConfigureAwait(false)
            : await PresentOnceAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        if (answer.RefreshToken is { } next && next != refreshToken)
        {
            _rotates = true;
            await SaveAsync(store, next).ConfigureAwait(false);
        }

        return answer;
    }

    // The first try leaves half of the grace to the second. The grace begins when the IdP answers, so counting from the request is on the safe side.
    private async Task<TokenAnswer> PresentTwiceAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var sentAt = clock.Now;
        var patience = options.ReuseGrace < options.TokenRequestTimeout ? options.ReuseGrace : options.TokenRequestTimeout;
        using var half = new CancellationTokenSource(patience / 2, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(half.Token, cancellationToken);
        try
        {
            var answer = await PresentOnceAsync(refreshToken, either.Token).ConfigureAwait(false);
            if (_maybeUsedUp is null || !MayPresentAgain())
                return answer;
        }
        catch (Exception) when (_maybeUsedUp is not null && MayPresentAgain())
        {
            // The answer is lost; what it was is said below.
        }

        logger.PresentsAgain(endpoint.Name, clock.Now - sentAt);
        return await PresentOnceAsync(refreshToken, cancellationToken).ConfigureAwait(false);

        bool MayPresentAgain() => !cancellationToken.IsCancellationRequested && clock.Now - sentAt < options.ReuseGrace;
    }

    // From the moment it leaves, the token may be used up; only an answer says what became of it.
    private async Task<TokenAnswer> PresentOnceAsync(string refreshToken, CancellationToken cancellationToken)
    {
        _maybeUsedUp = refreshToken;
        TokenAnswer answer;
        try
        {
            answer = await RequestAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException unsent) when (NeverLeft(unsent.HttpRequestError))
        {
            _maybeUsedUp = null;
            throw;
        }

        if (!answer.IsUnreadable || answer.RefreshToken is not null)
            _maybeUsedUp = null;
        return answer;
    }

    private async Task<TokenAnswer> RequestAsync(string? refreshToken, CancellationToken cancellationToken)
    {
        // Read before the request leaves: the IdP cannot mint earlier, however long the answer takes.
        var sentAt = clock.Now;
        var answer = await endpoint.RequestAsync(refreshToken, cancellationToken).ConfigureAwait(false);
        return answer with { SentAt = sentAt, ReceivedAt = clock.Now };
    }

    // Not cancelled with the refresh: the token is here, and it is the only one. A token that cannot be saved is still the only one that works.
    private async ValueTask SaveAsync(IRefreshTokenStore store, string refreshToken)
    {
        try
        {
            await store.WriteAsync(refreshToken, CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the store throws, the token must not be forgotten.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _unsaved = refreshToken;
            logger.RefreshTokenUnsaved(exception);
        }
    }

    private TokenAnswer Refuse(string problem) => new(null, new TokenFailure(endpoint.Name, problem) { LacksRefreshToken = true });

    private static bool NeverLeft(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
