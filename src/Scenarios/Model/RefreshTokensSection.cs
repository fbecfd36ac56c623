using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Scenarios.Model;

/// <summary>The refresh tokens an IdP issues.</summary>
public sealed record RefreshTokensSection
{
    /// <value>What a refresh does to the refresh token; all but keep need the grant refreshToken. It is kept by default.</value>
    [Description("What a refresh does to the refresh token; all but keep need the grant refreshToken.")]
    public RefreshMode Mode { get; init; } = RefreshMode.Keep;

    /// <value>How long a rotated refresh token still works; needs a mode that rotates. Zero by default: it dies at once.</value>
    [Description("How long a rotated refresh token still works; needs a mode that rotates.")]
    [Bounds("0s", "30d")]
    public TimeSpan ReuseGrace { get; init; }
}
