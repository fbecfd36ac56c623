using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>How the IdP judges access tokens of its own: by its records, on its own clock, and nothing has to reach it first.</summary>
internal static class OwnTokens
{
    /// <summary>Null if the token is good: not revoked, and <c>nbf</c> &lt;= now &lt; <c>exp</c> (RFC 7519 section 4.1), exact and without leeway.</summary>
    public static RefusalCause? Judge(IssuedToken token, DateTimeOffset now) =>
        token.Revocation is not null ? RefusalCause.Revoked
        : now >= token.ExpiresAt ? RefusalCause.Expired
        : now < token.NotBefore ? RefusalCause.NotYetValid
        : null;
}
