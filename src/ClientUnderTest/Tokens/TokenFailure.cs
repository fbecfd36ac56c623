using System.Net;

namespace SkewLab.Client.Tokens;

/// <summary>Why a token request brought no token. Immutable; it holds no secret.</summary>
internal sealed record TokenFailure(Uri Endpoint, string Problem, HttpStatusCode? StatusCode = null, string? OAuthError = null, Exception? Cause = null)
{
    /// <value>How long the endpoint asked to be left alone; null when it did not.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <value>There was nothing to ask with; someone has to provide it.</value>
    public bool LacksRefreshToken { get; init; }

    /// <value>Whether asking again in the same way would be refused again (RFC 6749 section 5.2): someone has to change something first.</value>
    public bool IsTerminal =>
        LacksRefreshToken || (IsRefusal(StatusCode) && OAuthError is not ("temporarily_unavailable" or "server_error" or "slow_down"));

    /// <summary>Each caller gets an exception of its own: one instance thrown in several places mixes their stack traces.</summary>
    /// <param name="retryAfter">How long the endpoint is still left alone.</param>
    public AccessTokenException ToException(TimeSpan retryAfter) => new(this, retryAfter);

    // 408, 425 and 429 are refusals of the moment.
    private static bool IsRefusal(HttpStatusCode? status) => (int?)status is >= 300 and < 500 and not (408 or 425 or 429);
}

/// <summary>How a refresh ended: exactly one of the two is there.</summary>
internal readonly record struct RefreshOutcome(AccessToken? Token, TokenFailure? Failure);
