namespace SkewLab.Testing.Control;

/// <summary>An isolated lab on another lab's server. Immutable.</summary>
public sealed record WorldAddress
{
    /// <value>Its name.</value>
    public required string Id { get; init; }

    /// <value>Where it is, control API included.</value>
    public required string BaseUrl { get; init; }
}
