using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>One API node, or all of them. Null means: as 'each' says, or exact and at once.</summary>
public sealed record ApiNodeSection
{
    [Description("The node's clock.")]
    [Default("as `each`, or exact")]
    public ClockSection? Clock { get; init; }

    [Description("How long after its issue the node accepts a token.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsTokenAfter { get; init; }

    [Description("How long after a revocation the node still accepts the token.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsRevocationAfter { get; init; }

    [Description("How long after its publication the node knows a signing key.")]
    [Bounds("0s", "3650d")]
    [Default("as `each`, or 0s")]
    public Distribution? LearnsKeyAfter { get; init; }

    [Description("The node's copy of the key set; without one it sees every change as learnsKeyAfter says.")]
    [Default("as `each`, or none")]
    public KeySetSection? KeySet { get; init; }
}
