using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>One API node, or all of them. Null means: as 'each' says, or exact and at once.</summary>
public sealed record ApiNodeSection
{
    /// <value>The node's clock.</value>
    [Description("The node's clock.")]
    [Default("as `each`, or exact")]
    public ClockSection? Clock { get; init; }

    /// <value>How long after its issue the node accepts a token.</value>
    [Description("How long after its issue the node accepts a token.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsTokenAfter { get; init; }

    /// <value>How long after a revocation the node still accepts the token.</value>
    [Description("How long after a revocation the node still accepts the token.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsRevocationAfter { get; init; }

    /// <value>How long after its publication the node knows a signing key.</value>
    [Description("How long after its publication the node knows a signing key.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsKeyAfter { get; init; }

    /// <value>The node's copy of the key set. Null: as 'each' says, or none: the node sees every change of the key set as learnsKeyAfter says.</value>
    [Description("The node's copy of the key set; without one it sees every change as learnsKeyAfter says.")]
    [Default("as `each`, or none")]
    public KeySetSection? KeySet { get; init; }
}
