using System.Net;

namespace SkewLab.Client.Tokens;

/// <summary>Why a token request brought no token. Immutable; it holds no secret.</summary>
internal sealed record TokenFailure(Uri Endpoint, string Problem, HttpStatusCode? StatusCode = null, string? OAuthError = null, Exception? Cause = null)
{
    /// <summary>Each caller gets an exception of its own: one instance thrown in several places mixes their stack traces.</summary>
    public AccessTokenException ToException() => new(Endpoint, Problem, StatusCode, OAuthError, Cause);
}

/// <summary>How a refresh ended: exactly one of the two is there.</summary>
internal readonly record struct RefreshOutcome(AccessToken? Token, TokenFailure? Failure);
