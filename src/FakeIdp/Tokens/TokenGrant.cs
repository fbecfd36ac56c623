namespace SkewLab.FakeIdp.Tokens;

/// <summary>What a token answer hands out.</summary>
/// <param name="Token">The access token.</param>
/// <param name="IsFromCache">Whether it was handed out before.</param>
/// <param name="RefreshToken">The refresh token; null where none is due.</param>
/// <param name="Family">What it all descends from; null where there can be no <c>id_token</c>.</param>
/// <param name="Nonce">The <c>nonce</c> of the authorization request; null where there was none, and at a refresh (OpenID Connect Core section 12.2).</param>
internal sealed record TokenGrant(
    IssuedToken Token, bool IsFromCache = false, IssuedRefreshToken? RefreshToken = null, TokenFamily? Family = null, string? Nonce = null);
