using System.ComponentModel;

namespace SkewLab.Scenarios.Model;

/// <summary>The identity provider.</summary>
public sealed record IdpSection
{
    /// <value>The clock the IdP stamps tokens with. Exact by default.</value>
    [Description("The clock the IdP stamps tokens with.")]
    public ClockSection Clock { get; init; } = new();

    /// <value>The access tokens it issues.</value>
    [Description("The access tokens it issues.")]
    public TokensSection Tokens { get; init; } = new();

    /// <value>The refresh tokens it issues.</value>
    [Description("The refresh tokens it issues.")]
    public RefreshTokensSection RefreshTokens { get; init; } = new();

    /// <value>How often a client may ask for tokens. Null: as often as it likes.</value>
    [Description("How often a client may ask for tokens.")]
    public RateLimitSection? RateLimit { get; init; }

    /// <value>Whether a refresh revokes the access token it replaces; needs the grant refreshToken. False by default.</value>
    [Description("Whether a refresh revokes the access token it replaces; needs the grant refreshToken.")]
    public bool RevokeOnRefresh { get; init; }
}
