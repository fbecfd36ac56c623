namespace SkewLab.FakeIdp;

/// <summary>A client that the IdP knows.</summary>
public sealed record RegisteredClient
{
    /// <value>The client identifier (RFC 6749 section 2.2).</value>
    public required string Id { get; init; }

    /// <value>The client secret; null (the default) is a public client, which authenticates by its identifier alone.</value>
    public string? Secret { get; init; }

    /// <value>The scopes the client may have, space-separated. By default those that the API's routes ask for.</value>
    public string Scope { get; init; } = ApiRoute.AllScopes;

    /// <summary>Names the client without its secret.</summary>
    public override string ToString() => Id;
}
