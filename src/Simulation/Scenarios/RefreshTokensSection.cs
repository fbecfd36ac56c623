using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>The refresh tokens an IdP issues.</summary>
public sealed record RefreshTokensSection
{
    /// <value>What a refresh does to the refresh token; all but keep need the grant refreshToken. It is kept by default.</value>
    [Description("What a refresh does to the refresh token; all but keep need the grant refreshToken.")]
    public RefreshTokenModeName Mode { get; init; } = RefreshTokenModeName.Keep;

    /// <value>How long a rotated refresh token still works; needs a mode that rotates. Zero by default: it dies at once.</value>
    [Description("How long a rotated refresh token still works; needs a mode that rotates.")]
    [Bounds("0s", "30d")]
    public TimeSpan ReuseGrace { get; init; }
}

/// <summary>What a refresh does to the refresh token.</summary>
public enum RefreshTokenModeName
{
    /// <summary>It stays valid.</summary>
    Keep,

    /// <summary>It is replaced by a new one.</summary>
    Rotate,

    /// <summary>It is replaced by a new one, and using an old one after the grace revokes all tokens that came of it (RFC 9700 section 4.14.2).</summary>
    RotateDetectReuse,

    /// <summary>It stays valid, and the answer does not repeat it.</summary>
    Omit,
}
