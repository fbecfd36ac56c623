using Microsoft.Extensions.Logging;

namespace SkewLab.Client.Tokens;

/// <summary>One refresh: with a refresh token from the store, under the store's lock, and with the one that replaces it saved before anything else.</summary>
/// <remarks>Not thread-safe: only the running refresh calls it, and only one runs.</remarks>
internal sealed class TokenExchange(SkewAwareOptions options, TokenEndpoint endpoint, ElapsedClock clock, ILogger logger)
{
    private readonly IRefreshTokenStore? _store =
        options.Grant == TokenGrant.RefreshToken ? options.RefreshTokenStore ?? new InMemoryRefreshTokenStore() : null;

    private readonly RefreshTokenPresentation _presentation = new(options, endpoint, clock, logger);

    private string? _stored;
    private (string Token, string? Instead)? _unsaved;

    /// <summary>Asks for a token and keeps the refresh token that comes with it.</summary>
    /// <param name="send">How the request leaves.</param>
    /// <param name="cancellationToken">The refresh's time-out.</param>
    /// <exception cref="HttpRequestException">The exchange was lost.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenAnswer> RunAsync(Sender send, CancellationToken cancellationToken)
    {
        if (_store is null)
            return await endpoint.RequestAsync(null, send, cancellationToken).ConfigureAwait(false);

        var use = await LockAsync(_store, cancellationToken).ConfigureAwait(false);
        await using (use.ConfigureAwait(false))
        {
            var presented = await ReadAsync(_store, cancellationToken).ConfigureAwait(false);
            var answer = await PresentAsync(_store, presented, send, cancellationToken).ConfigureAwait(false);
            if (answer.Failure?.OAuthError != "invalid_grant")
                return answer;

            // A sibling that takes no lock may have replaced the token since it was read here.
            var now = await ReadAsync(_store, cancellationToken).ConfigureAwait(false);
            return now == presented ? answer : await PresentAsync(_store, now, send, cancellationToken).ConfigureAwait(false);
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

    // What could not be saved is saved before it is presented, unless somebody has written since: a log-in or a sibling's token is newer. Otherwise the store
    // wins over the options, which hold the first token of all.
    private async ValueTask<string?> ReadAsync(IRefreshTokenStore store, CancellationToken cancellationToken)
    {
        try
        {
            _stored = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_unsaved is { } unsaved && unsaved.Instead == _stored)
            {
                await store.WriteAsync(unsaved.Token, cancellationToken).ConfigureAwait(false);
                _stored = unsaved.Token;
            }
            _unsaved = null;
            return _stored ?? options.RefreshToken;
        }
        catch (Exception exception)
        {
            throw new StoreFailedException("the refresh token store cannot be used", exception);
        }
    }

    private async Task<TokenAnswer> PresentAsync(IRefreshTokenStore store, string? refreshToken, Sender send, CancellationToken cancellationToken)
    {
        if (refreshToken is null)
            return _presentation.Refuse("the refresh token store is empty");
        var answer = await _presentation.PresentAsync(refreshToken, send, cancellationToken).ConfigureAwait(false);
        if (answer.RefreshToken is { } next && next != refreshToken)
            await SaveAsync(store, next).ConfigureAwait(false);
        return answer;
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
            _unsaved = (refreshToken, _stored);
            logger.RefreshTokenUnsaved(exception);
        }
    }
}
