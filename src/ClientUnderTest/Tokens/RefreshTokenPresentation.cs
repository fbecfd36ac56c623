using Microsoft.Extensions.Logging;

namespace SkewLab.Client.Tokens;

/// <summary>How often one refresh token is presented: an IdP that rotates takes a second time for theft, unless it grants a grace.</summary>
/// <remarks>
/// Not thread-safe: only the running refresh calls it, and only one runs. The client knows of an IdP's rotation what it has seen: until one answer has
/// replaced a refresh token, a lost answer does not bar the token presented, else one lost packet would shut a client out of all the IdPs that never rotate.
/// </remarks>
internal sealed class RefreshTokenPresentation(SkewAwareOptions options, TokenEndpoint endpoint, ElapsedClock clock, ILogger logger)
{
    private bool _rotates;
    private string? _maybeUsedUp;

    /// <summary>
    /// Presents <paramref name="refreshToken"/> once, or twice within the grace if the first answer is lost, or not at all if it may be used up.
    /// </summary>
    /// <param name="refreshToken">The newest there is.</param>
    /// <param name="send">How the request leaves.</param>
    /// <param name="cancellationToken">The refresh's time-out.</param>
    /// <exception cref="HttpRequestException">The exchange was lost.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenAnswer> PresentAsync(string refreshToken, Sender send, CancellationToken cancellationToken)
    {
        if (_rotates && refreshToken == _maybeUsedUp)
        {
            const string Barred = $"the answer that replaced the refresh token was lost, and {nameof(SkewAwareOptions.ReuseGrace)} forbids to present it again";
            return Refuse($"{Barred}; log in anew");
        }

        var answer = options.ReuseGrace > TimeSpan.Zero
            ? await PresentTwiceAsync(refreshToken, send, cancellationToken).ConfigureAwait(false)
            : await PresentOnceAsync(refreshToken, send, cancellationToken).ConfigureAwait(false);
        _rotates |= answer.RefreshToken is { } next && next != refreshToken;
        return answer;
    }

    /// <summary>The answer when there is nothing to present.</summary>
    public TokenAnswer Refuse(string problem) => new(null, new TokenFailure(endpoint.Name, problem) { LacksRefreshToken = true });

    // The first try leaves half of the grace to the second. The grace begins when the IdP answers, so counting from the request is on the safe side.
    private async Task<TokenAnswer> PresentTwiceAsync(string refreshToken, Sender send, CancellationToken cancellationToken)
    {
        var sentAt = clock.Now;
        var patience = options.ReuseGrace < options.TokenRequestTimeout ? options.ReuseGrace : options.TokenRequestTimeout;
        using var half = new CancellationTokenSource(patience / 2, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(half.Token, cancellationToken);
        try
        {
            var answer = await PresentOnceAsync(refreshToken, send, either.Token).ConfigureAwait(false);
            if (_maybeUsedUp is null || !MayPresentAgain())
                return answer;
        }
        catch (Exception) when (_maybeUsedUp is not null && MayPresentAgain())
        {
            // The answer is lost; what it was is said below.
        }

        logger.PresentsAgain(endpoint.Name, clock.Now - sentAt);
        return await PresentOnceAsync(refreshToken, send, cancellationToken).ConfigureAwait(false);

        bool MayPresentAgain() => !cancellationToken.IsCancellationRequested && clock.Now - sentAt < options.ReuseGrace;
    }

    // From the moment it leaves, the token may be used up; only an answer says what became of it. Where an earlier answer was lost, a refusal does not: it may
    // mean this try alone.
    private async Task<TokenAnswer> PresentOnceAsync(string refreshToken, Sender send, CancellationToken cancellationToken)
    {
        var wasInDoubt = _maybeUsedUp == refreshToken;
        _maybeUsedUp = refreshToken;
        TokenAnswer answer;
        try
        {
            answer = await endpoint.RequestAsync(refreshToken, send, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException unsent) when (NeverLeft(unsent.HttpRequestError))
        {
            _maybeUsedUp = wasInDoubt ? refreshToken : null;
            throw;
        }

        if (answer.Failure is null || answer.RefreshToken is not null || (!answer.IsUnreadable && !wasInDoubt))
            _maybeUsedUp = null;
        return answer;
    }

    private static bool NeverLeft(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;
}
