namespace SkewLab.FakeIdp.Tokens;

/// <summary>A sound authorization request (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1). Immutable.</summary>
internal sealed record AuthorizationRequest
{
    public required string ClientId { get; init; }

    /// <summary>The redirect URI as the request has it; null if it has none, and then the exchange must have none either.</summary>
    public required string? RedirectUri { get; init; }

    public required string Scope { get; init; }

    public required string? Nonce { get; init; }

    /// <summary>The S256 of the client's verifier; null if the client sent none.</summary>
    public required string? Challenge { get; init; }
}
