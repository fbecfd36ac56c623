using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>The refresh tokens an IdP issues.</summary>
public sealed record RefreshTokensSection
{
    /// <value>What a refresh does to the refresh token; rotate needs the grant refreshToken. It is kept by default.</value>
    [Description("What a refresh does to the refresh token; rotate needs the grant refreshToken.")]
    public RefreshTokenModeName Mode { get; init; } = RefreshTokenModeName.Keep;

    /// <value>How long a rotated refresh token still works; needs the mode rotate. Zero by default: it dies at once.</value>
    [Description("How long a rotated refresh token still works; needs the mode rotate.")]
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
}
