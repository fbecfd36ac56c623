using System.ComponentModel;

namespace SkewLab.Scenarios.Model;

/// <summary>The identity provider.</summary>
public sealed record IdpSection
{
    [Description("The clock the IdP stamps tokens with.")]
    public ClockSection Clock { get; init; } = new();

    [Description("The access tokens it issues.")]
    public TokensSection Tokens { get; init; } = new();

    [Description("The refresh tokens it issues.")]
    public RefreshTokensSection RefreshTokens { get; init; } = new();

    [Description("How often a client may ask for tokens.")]
    public RateLimitSection? RateLimit { get; init; }

    [Description("Whether a refresh revokes the access token it replaces; needs the grant refreshToken.")]
    public bool RevokeOnRefresh { get; init; }
}
