
namespace SkewLab.FakeIdp.Tokens;

/// <summary>When and why the IdP revoked an access token. Immutable.</summary>
/// <param name="AtReference">When, in reference time, on the scale of <c>IdpNode.ReferenceNow</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReusedRefreshToken">The refresh token that was used twice; null for every other reason.</param>
public sealed record Revocation(TimeSpan AtReference, RevocationReason Reason, IssuedRefreshToken? ReusedRefreshToken = null)
{
    /// <value>The authorization code that was used twice; null for every other reason.</value>
    public IssuedAuthorizationCode? ReusedCode { get; init; }

    /// <value>The refresh token with which the whole grant was revoked; null for every other reason.</value>
    public IssuedRefreshToken? RevokedRefreshToken { get; init; }
}

/// <summary>Why the IdP revoked an access token.</summary>
public enum RevocationReason
{
    /// <summary>Somebody asked for it: <c>IdpNode.Revoke</c>, or a client at <c>/oauth/revoke</c> (RFC 7009).</summary>
    Asked,

    /// <summary>A refresh issued its successor (<see cref="IdpSettings.RevokeOnRefresh"/>).</summary>
    Replaced,

    /// <summary>A refresh token of its family was used twice (<see cref="RefreshMode.RotateDetectReuse"/>, RFC 9700 section 4.14.2).</summary>
    RefreshTokenReused,

    /// <summary>The authorization code of its grant was used twice (RFC 6749 section 4.1.2).</summary>
    CodeReused,

    /// <summary>A client revoked a refresh token of its family, and with it the grant (RFC 7009 section 2.1).</summary>
    GrantRevoked,
}
