namespace SkewLab.FakeIdp;

/// <summary>When and why the IdP revoked an access token. Immutable.</summary>
/// <param name="AtReference">When, in reference time, on the scale of <see cref="IdpNode.ReferenceNow"/>.</param>
/// <param name="Reason">Why.</param>
/// <param name="ReusedRefreshToken">The refresh token that was used twice; null for every other reason.</param>
public sealed record Revocation(TimeSpan AtReference, RevocationReason Reason, IssuedRefreshToken? ReusedRefreshToken = null);

/// <summary>Why the IdP revoked an access token.</summary>
public enum RevocationReason
{
    /// <summary>Somebody asked for it: <see cref="IdpNode.Revoke"/>.</summary>
    Asked,

    /// <summary>A refresh issued its successor (<see cref="IdpSettings.RevokeOnRefresh"/>).</summary>
    Replaced,

    /// <summary>A refresh token of its family was used twice (<see cref="RefreshMode.RotateDetectReuse"/>, RFC 9700 section 4.14.2).</summary>
    RefreshTokenReused,
}
