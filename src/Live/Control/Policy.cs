using System.ComponentModel;

namespace SkewLab.Testing.Control;

/// <summary>What the IdP issues, how the API judges and when its nodes learn of news. As a change, what is null stays as it is. Immutable.</summary>
public sealed record Policy
{
    /// <value>What the IdP issues.</value>
    [Description("What the IdP issues.")]
    public IdpPolicy? Idp { get; init; }

    /// <value>How the API judges: read from its first node, changed at every node.</value>
    [Description("How the API judges: read from its first node, changed at every node.")]
    public ApiPolicy? Api { get; init; }

    /// <value>When API nodes learn of news, by the names of the nodes.</value>
    [Description("When API nodes learn of news, by the names of the nodes.")]
    public IReadOnlyDictionary<string, LearnsPolicy>? Learns { get; init; }
}

/// <summary>When one API node learns of news, counted from when it happened. Immutable.</summary>
public sealed record LearnsPolicy
{
    /// <value>After how long it accepts a new token.</value>
    [Delay]
    [Description("After how long it accepts a new token.")]
    public TimeSpan? Token { get; init; }

    /// <value>After how long it refuses a revoked token.</value>
    [Delay]
    [Description("After how long it refuses a revoked token.")]
    public TimeSpan? Revocation { get; init; }

    /// <value>After how long it sees that a key entered or left the key set.</value>
    [Delay]
    [Description("After how long it sees that a key entered or left the key set.")]
    public TimeSpan? Key { get; init; }
}
