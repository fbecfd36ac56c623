using System.ComponentModel;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Testing.Control;

/// <summary>What the IdP issues; <see cref="IdpSettings"/> says more of each value. As a change, what is null stays as it is. Immutable.</summary>
public sealed record IdpPolicy
{
    /// <value>How long access tokens live: whole seconds, 1 s to 36,500 days.</value>
    [Description("How long access tokens live: whole seconds.")]
    public TimeSpan? Lifetime { get; init; }

    /// <value>What access tokens look like.</value>
    [Description("What access tokens look like.")]
    public TokenFormat? Format { get; init; }

    /// <value>How JWTs are signed, from the next key rotation on.</value>
    [Description("How JWTs are signed, from the next key rotation on.")]
    public SigningAlgorithm? Algorithm { get; init; }

    /// <value>Whether tokens carry <c>nbf</c>.</value>
    [Description("Whether tokens carry nbf.")]
    public bool? NotBefore { get; init; }

    /// <value>What becomes of a refresh token when it is used.</value>
    [Description("What becomes of a refresh token when it is used.")]
    public RefreshMode? RefreshMode { get; init; }

    /// <value>How long a rotated refresh token is still accepted.</value>
    [Description("How long a rotated refresh token is still accepted.")]
    public TimeSpan? ReuseGrace { get; init; }

    /// <value>Whether issuing an access token revokes the earlier ones of its family.</value>
    [Description("Whether issuing an access token revokes the earlier ones of its family.")]
    public bool? RevokeOnRefresh { get; init; }

    /// <value>How long before its end a token ceases to be handed out again; null is a new token each time.</value>
    [Description("How long before its end a token ceases to be handed out again; without it there is a new token each time.")]
    public TimeSpan? CachedUntil { get; init; }

    /// <value>What a token answer says in <c>expires_in</c>.</value>
    [Description("What a token answer says in expires_in.")]
    public ExpiresInAnswer? ExpiresIn { get; init; }

    /// <value>How long an authorization code is accepted: more than zero.</value>
    [Description("How long an authorization code is accepted: more than zero.")]
    public TimeSpan? CodeLifetime { get; init; }

    /// <value>The issuer; null is the address that the client used.</value>
    [Description("The issuer; without it the address that the client used.")]
    public string? Issuer { get; init; }

    /// <value>The <c>aud</c> of access tokens.</value>
    [Description("The aud of access tokens.")]
    public string? Audience { get; init; }

    /// <value>The name of the validator whose edges the IdP imitates when it checks a client's assertion.</value>
    [Description("The validator whose edges the IdP imitates when it checks a client's assertion.")]
    public string? AssertionValidator { get; init; }

    /// <value>How far the <c>exp</c> of a client's assertion may lie ahead: more than zero.</value>
    [Description("How far the exp of a client's assertion may lie ahead: more than zero.")]
    public TimeSpan? AssertionReach { get; init; }

    /// <value>The JWT header's <c>typ</c>.</value>
    [Description("The JWT header's typ.")]
    public string? HeaderType { get; init; }

    /// <value>Whether the token answer carries a top-level <c>iat</c>.</value>
    [Description("Whether the token answer carries a top-level iat.")]
    public bool? TopLevelIssuedAt { get; init; }

    /// <value>How long clients are told to keep the key set; null says nothing.</value>
    [Description("How long clients are told to keep the key set.")]
    public TimeSpan? JwksMaxAge { get; init; }
}
