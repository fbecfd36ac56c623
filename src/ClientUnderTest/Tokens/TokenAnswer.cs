using System.Net;

namespace SkewLab.Client.Tokens;

/// <summary>What a token request brought: exactly one of a grant and a failure. It prints no token.</summary>
/// <param name="Granted">The grant.</param>
/// <param name="Failure">Why there is none.</param>
/// <param name="RefreshToken">The refresh token of the answer, also of one that is no grant otherwise: it is the newest, whatever else is wrong.</param>
internal readonly record struct TokenAnswer(TokenResponse? Granted, TokenFailure? Failure, string? RefreshToken = null)
{
    /// <value>When the request left, in elapsed time.</value>
    public TimeSpan SentAt { get; init; }

    /// <value>When the answer was here, in elapsed time.</value>
    public TimeSpan ReceivedAt { get; init; }

    /// <value>The IdP said yes, and nobody here can read to what; or a gateway got no answer from it that it could read (RFC 9110 sections 15.6.3 and 15.6.5).
    /// The refresh token presented may be used up.</value>
    public bool IsUnreadable =>
        Failure is { StatusCode: HttpStatusCode.OK } or { StatusCode: HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout, OAuthError: null };

    public override string ToString() => Granted?.ToString() ?? Failure?.Problem ?? "";
}
