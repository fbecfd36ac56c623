using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>What the IdP issues. Immutable: give the IdP another one to change its policy; tokens already issued stay as they are.</summary>
public sealed record IdpSettings
{
    /// <value>From <c>iat</c> to <c>exp</c>: whole seconds, one to 36,500 days. One hour by default.</value>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <value>What access tokens look like. JWT by default.</value>
    public TokenFormat Format { get; init; }

    /// <value>How JWTs are signed. ES256 by default: it signs and verifies in tens of microseconds. A key never changes its algorithm: a change takes effect
    /// with the next key rotation.</value>
    public SigningAlgorithm Algorithm { get; init; }

    /// <value>Whether tokens carry <c>nbf</c>, equal to <c>iat</c>. RFC 9068 does not ask for it; true by default.</value>
    public bool NotBefore { get; init; } = true;

    /// <value>What becomes of a refresh token when it is used. <see cref="RefreshMode.Keep"/> by default.</value>
    public RefreshMode RefreshMode { get; init; }

    /// <value>How long after its first use a rotated refresh token is still accepted, on the IdP's own elapsed clock; at exactly this long it no longer is.
    /// Zero, the default, to 36,500 days.</value>
    public TimeSpan ReuseGrace { get; init; }

    /// <value>Whether issuing an access token revokes the earlier ones of its family: of the same refresh token's line, or of the same client for client
    /// credentials. False by default.</value>
    public bool RevokeOnRefresh { get; init; }

    /// <value>How long before its end an access token ceases to be handed out again: until then the IdP answers with the same token to the same client, grant
    /// family and scope, by the IdP's own wall clock; at exactly that point it issues a new one. <c>expires_in</c> is then what remains, floored to the
    /// second. Null (the default) is a new token each time. Zero to 36,500 days; at or above the lifetime, no token is handed out twice. Observed at metadata
    /// servers: google-auth-python#581.</value>
    public TimeSpan? CachedUntil { get; init; }

    /// <value>What a token answer says in <c>expires_in</c>, which RFC 6749 section 5.1 only recommends. The truth by default.</value>
    public ExpiresInAnswer ExpiresIn { get; init; }

    /// <value>How long an authorization code is accepted, on the IdP's own elapsed clock; at exactly this long it no longer is. More than zero, at most 36,500
    /// days. One minute by default; RFC 6749 section 4.1.2 recommends at most ten.</value>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <value>From <c>iat</c> to <c>exp</c> of an <c>id_token</c>: whole seconds, one to 36,500 days. One hour by default.</value>
    public TimeSpan IdTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <value>The validator whose edges the IdP imitates when it checks <c>exp</c>, <c>nbf</c> and <c>iat</c> of a client's assertion (RFC 7523 section 3) on
    /// its own wall clock. <see cref="ValidatorPreset.Jose"/> by default.</value>
    public ValidatorPreset AssertionValidator { get; init; } = ValidatorPreset.Jose;

    /// <value>How far the <c>exp</c> of a client's assertion may lie ahead of the IdP's own wall clock, beside the validator's leeway: at exactly this far it
    /// is accepted. More than zero, at most 36,500 days. One hour by default, as one large provider has it; RFC 7523 section 3 allows such a rule.</value>
    public TimeSpan AssertionReach { get; init; } = TimeSpan.FromHours(1);

    /// <value>The JWT header's <c>typ</c>. <c>at+jwt</c> (RFC 9068) by default; older servers say <c>JWT</c>.</value>
    public string HeaderType { get; init; } = "at+jwt";

    /// <value>The <c>aud</c> of access tokens. <c>https://api.skewlab.example</c> by default.</value>
    public string Audience { get; init; } = "https://api.skewlab.example";

    /// <value>The IdP's issuer identifier; null (the default) is the address that the client used, to the character.</value>
    public string? Issuer { get; init; }

    /// <value>Whether the token answer carries a top-level <c>iat</c> in seconds. No standard has it; some clients look for it. False by default.</value>
    public bool TopLevelIssuedAt { get; init; }

    /// <value>The <c>max-age</c> of the key set and of the metadata: zero to 36,500 days; null sends no <c>Cache-Control</c>. Ten minutes by
    /// default.</value>
    public TimeSpan? JwksMaxAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <value>Where opaque tokens, refresh tokens and <c>jti</c> come from: the same seed gives the same. They look random and are not: a simulation needs
    /// no secrecy. Zero by default.</value>
    public ulong Seed { get; init; }

    /// <value>The <c>realm</c> of challenges. The default is <c>skewlab</c>.</value>
    public string Realm { get; init; } = "skewlab";

    /// <summary>What is wrong with the settings; empty where an IdP takes them.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        problems.Require(
            IsWholeSeconds(Lifetime), nameof(Lifetime), Lifetime,
            $"A lifetime is whole seconds from 1s to {DurationLimits.SettingText}: expires_in is an integer.");
        RequireSpan(ReuseGrace, nameof(ReuseGrace), "The reuse grace", "10s");
        RequireSpan(CachedUntil, nameof(CachedUntil), "The time before its end until which a token is cached", "5m");
        RequireSpan(JwksMaxAge, nameof(JwksMaxAge), "The key set's max-age", "10m");
        RequireMoreThanZero(CodeLifetime, nameof(CodeLifetime), "The lifetime of authorization codes", "1m");
        problems.Require(
            IsWholeSeconds(IdTokenLifetime), nameof(IdTokenLifetime), IdTokenLifetime,
            $"The lifetime of id_tokens is whole seconds from 1s to {DurationLimits.SettingText}, for example 1h.");
        RequireMoreThanZero(AssertionReach, nameof(AssertionReach), "How far an assertion's exp may lie ahead", "1h");
        problems.AddUnder(nameof(AssertionValidator), AssertionValidator.Check());
        return problems;

        void RequireSpan(TimeSpan? span, string property, string what, string example) => problems.Require(
            span is null || (span >= TimeSpan.Zero && span <= DurationLimits.Setting), property, span,
            $"{what} is 0s to {DurationLimits.SettingText}, for example {example}.");

        void RequireMoreThanZero(TimeSpan span, string property, string what, string example) => problems.Require(
            span > TimeSpan.Zero && span <= DurationLimits.Setting, property, span,
            $"{what} is more than 0s, at most {DurationLimits.SettingText}, for example {example}.");
    }

    private static bool IsWholeSeconds(TimeSpan lifetime) =>
        lifetime >= TimeSpan.FromSeconds(1) && lifetime <= DurationLimits.Setting && lifetime.Ticks % TimeSpan.TicksPerSecond == 0;
}

/// <summary>What access tokens look like.</summary>
public enum TokenFormat
{
    /// <summary>A signed JWT (RFC 9068).</summary>
    Jwt,

    /// <summary>Text that means something to the IdP only; API nodes ask the IdP's registry.</summary>
    Opaque,
}

/// <summary>How JWTs are signed (RFC 7518 section 3.1).</summary>
public enum SigningAlgorithm
{
    /// <summary>ECDSA on P-256.</summary>
    ES256,

    /// <summary>RSASSA-PKCS1-v1_5 with 2048 bits: what most clients expect.</summary>
    RS256,

    /// <summary>HMAC with a secret that the API nodes share; the published key set is then empty.</summary>
    HS256,
}

/// <summary>What becomes of a refresh token when it is used (RFC 9700 section 4.14).</summary>
public enum RefreshMode
{
    /// <summary>It stays good, and the answer repeats it.</summary>
    Keep,

    /// <summary>The answer carries a new one; the old one is refused after the reuse grace.</summary>
    Rotate,

    /// <summary>As <see cref="Rotate"/>, and a reuse after the grace revokes the whole family, access tokens included.</summary>
    RotateDetectReuse,

    /// <summary>It stays good, and the answer carries none.</summary>
    Omit,
}

/// <summary>What a token answer says in <c>expires_in</c>.</summary>
public enum ExpiresInAnswer
{
    /// <summary>The whole seconds that the token has left.</summary>
    Lifetime,

    /// <summary>Nothing: the parameter is left out.</summary>
    Absent,

    /// <summary>0.</summary>
    Zero,

    /// <summary>-1.</summary>
    Negative,
}
