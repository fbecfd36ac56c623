using System.Text.Json;
using SkewLab.FakeIdp.Randomness;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>Stamps access tokens at once and signs them when their text is first read. Pure but for the signature.</summary>
internal static class TokenIssuer
{
    public static IssuedToken Issue(
        int ordinal, IdpSettings settings, TimeSpan lifetime, string issuer, TokenFamily family, string scope, DateTimeOffset now, TimeSpan referenceNow,
        SigningKey key, IReadOnlyDictionary<string, JsonElement>? changes = null)
    {
        // One floored reading stamps everything, so that expires_in = exp - iat holds to the second.
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var expiresAt = issuedAt + lifetime;
        var notBefore = settings.NotBefore ? issuedAt : (DateTimeOffset?)null;
        return new IssuedToken(Write)
        {
            Ordinal = ordinal,
            IssuedAtReference = referenceNow,
            IssuedAt = ChangedClaims.TimeOf("iat", changes, issuedAt) ?? issuedAt,
            NotBefore = ChangedClaims.TimeOf("nbf", changes, notBefore),
            ExpiresAt = ChangedClaims.TimeOf("exp", changes, expiresAt) ?? expiresAt,
            ClientId = family.ClientId,
            Subject = family.Subject,
            Scope = scope,
            Issuer = issuer,
            Audience = settings.Audience,
            KeyOrdinal = settings.Format == TokenFormat.Opaque ? null : key.Ordinal,
        };

        string Write() => settings.Format == TokenFormat.Opaque
            ? SeededText.Token(settings.Seed, "access", ordinal)
            : key.Encode(settings.HeaderType, changes is null ? Claims() : ChangedClaims.Of(Claims(), changes));

        IEnumerable<KeyValuePair<string, object>> Claims()
        {
            yield return new("iss", issuer);
            yield return new("exp", expiresAt.ToUnixTimeSeconds());
            yield return new("aud", settings.Audience);
            yield return new("sub", family.Subject);
            yield return new("client_id", family.ClientId);
            yield return new("iat", issuedAt.ToUnixTimeSeconds());
            if (notBefore is not null)
                yield return new("nbf", issuedAt.ToUnixTimeSeconds());
            yield return new("jti", SeededText.Token(settings.Seed, "jti", ordinal)[..22]);
            if (scope.Length > 0)
                yield return new("scope", scope);
        }
    }
}
