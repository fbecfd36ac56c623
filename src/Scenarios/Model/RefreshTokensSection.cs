using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Scenarios.Model;

/// <summary>The refresh tokens an IdP issues.</summary>
public sealed record RefreshTokensSection
{
    [Description("What a refresh does to the refresh token; all but keep need the grant refreshToken.")]
    public RefreshMode Mode { get; init; } = RefreshMode.Keep;

    [Description("How long a rotated refresh token still works; needs a mode that rotates.")]
    [Bounds("0s", DurationLimits.SettingText)]
    public TimeSpan ReuseGrace { get; init; }
}
