using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Scenarios.Model;

/// <summary>The access tokens an IdP issues.</summary>
public sealed record TokensSection
{
    [Description("How long an access token is valid, by the IdP's clock; whole seconds.")]
    [Bounds("1s", DurationLimits.SettingText)]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    [Description("How an access token looks.")]
    public TokenFormat Format { get; init; } = TokenFormat.Jwt;

    [Description("How a JWT is signed.")]
    public SigningAlgorithm Algorithm { get; init; } = SigningAlgorithm.ES256;

    [Description("Until how long before its end the IdP hands the same token out again; expires_in is then what is left.")]
    [Bounds("0s", DurationLimits.SettingText)]
    [Default("each answer has a new one")]
    [Example("30s")]
    public TimeSpan? CachedUntil { get; init; }

    [Description("What the token answer says in expires_in: the lifetime (or what is left of it), nothing, 0 or -1.")]
    public ExpiresInAnswer ExpiresIn { get; init; } = ExpiresInAnswer.Lifetime;

    [Description("Whether a token carries nbf, equal to iat: the IdP's time, floored to the second.")]
    public bool NotBefore { get; init; } = true;
}
