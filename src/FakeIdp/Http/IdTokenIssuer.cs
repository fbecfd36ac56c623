using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Http;

/// <summary>Stamps and signs <c>id_token</c>s (OpenID Connect Core section 2). Pure but for the signature.</summary>
/// <remarks>Without <c>at_hash</c>, which is optional in the code flow: no two runs would sign the same access token.</remarks>
internal static class IdTokenIssuer
{
    /// <summary>The <c>id_token</c> that belongs into an answer; null where no user is involved or <c>openid</c> was not granted.</summary>
    public static string? Issue(IdpNode idp, TokenGrant grant, DateTimeOffset now)
    {
        if (grant.Family is not { AuthenticatedAt: { } authenticatedAt } family || !Scopes.Contains(grant.Token.Scope, "openid"))
            return null;
        var issuedAt = now.ToUnixTimeSeconds();
        var algorithm = idp.FindClient(family.ClientId)?.IdTokenAlgorithm ?? SigningAlgorithm.RS256;
        return idp.Keys.SigningAt(idp.ReferenceNow).For(algorithm).Key.Encode("JWT", Claims());

        IEnumerable<KeyValuePair<string, object>> Claims()
        {
            yield return new("iss", grant.Token.Issuer);
            yield return new("sub", family.Subject);
            yield return new("aud", family.ClientId);
            yield return new("exp", issuedAt + idp.Settings.IdTokenLifetime.Ticks / TimeSpan.TicksPerSecond);
            yield return new("iat", issuedAt);
            yield return new("auth_time", authenticatedAt.ToUnixTimeSeconds());
            if (grant.Nonce is { } nonce)
                yield return new("nonce", nonce);
        }
    }
}
