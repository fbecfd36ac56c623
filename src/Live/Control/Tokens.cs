using System.ComponentModel;
using System.Text.Json;

namespace SkewLab.Testing.Control;

/// <summary>A client that the IdP is told of. Immutable.</summary>
public sealed record ClientRegistration
{
    /// <value>Its identifier. Never null in a request.</value>
    [Description("Its identifier.")]
    public string? Id { get; init; }

    /// <value>Its secret; null is a public client.</value>
    [Description("Its secret; without it the client is public.")]
    public string? Secret { get; init; }

    /// <value>The scope it may have; null is all there is.</value>
    [Description("The scope it may have; without it all there is.")]
    public string? Scope { get; init; }

    /// <value>Where codes may be sent; null is nowhere.</value>
    [Expected("This is a list of addresses, for example [\"http://127.0.0.1/callback\"].")]
    [Description("Where codes may be sent.")]
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <value>Where a logout may lead; null is nowhere.</value>
    [Expected("This is a list of addresses, for example [\"http://127.0.0.1/callback\"].")]
    [Description("Where a logout may lead.")]
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; init; }
}

/// <summary>A client that the IdP knows now. Immutable.</summary>
public sealed record RegisteredClientAnswer
{
    /// <value>Its identifier.</value>
    public required string Id { get; init; }

    /// <value>Whether it is public: it has no secret.</value>
    public required bool Public { get; init; }
}

/// <summary>Whom a first refresh token is for. Immutable.</summary>
public sealed record RefreshTokenRequest
{
    /// <value>The client; null is the lab's own.</value>
    [Description("The client; the lab's own unless given.")]
    public string? ClientId { get; init; }

    /// <value>The scope; null is all there is.</value>
    [Description("The scope; all there is unless given.")]
    public string? Scope { get; init; }
}

/// <summary>A refresh token. Immutable.</summary>
public sealed record RefreshTokenAnswer
{
    /// <value>Whose it is.</value>
    public required string ClientId { get; init; }

    /// <value>The token.</value>
    public required string RefreshToken { get; init; }
}

/// <summary>Which access token to mint. Immutable.</summary>
public sealed record MintRequest
{
    /// <value>The client it is for; null is the lab's own.</value>
    [Description("The client it is for; the lab's own unless given.")]
    public string? ClientId { get; init; }

    /// <value>Claims in place of the token's own or beside them; a JSON null takes one away.</value>
    [Description("Claims in place of the token's own or beside them; null takes one away. Times are NumericDates on the IdP's clock.")]
    public IReadOnlyDictionary<string, JsonElement>? Claims { get; init; }
}

/// <summary>A minted access token. Immutable.</summary>
public sealed record MintedToken
{
    /// <value>What the journal calls it: <c>at#3</c>.</value>
    public required string Name { get; init; }

    /// <value>The token.</value>
    public required string AccessToken { get; init; }
}

/// <summary>How signing keys are rotated. Immutable.</summary>
public sealed record KeyRotation
{
    /// <value>How long the new key is published before it signs; null is not.</value>
    [Delay]
    [Description("How long the new key is published before it signs; 0s unless given.")]
    public TimeSpan? PublishLead { get; init; }

    /// <value>How long the old key stays published after that; null is not.</value>
    [Delay]
    [Description("How long the old key stays published after that; 0s unless given.")]
    public TimeSpan? Retire { get; init; }
}

/// <summary>Which access tokens are revoked. Immutable.</summary>
public sealed record RevokeRequest
{
    /// <value><c>newest</c>, <c>all</c>, a name (<c>at#3</c>) or a token. Never null in a request.</value>
    [Description("newest, all, a name such as at#3, or a token.")]
    public string? Token { get; init; }
}

/// <summary>Which access tokens were revoked. Immutable.</summary>
public sealed record RevokedTokens
{
    /// <value>Their names, oldest first.</value>
    public required IReadOnlyList<string> Revoked { get; init; }
}
