using System.ComponentModel;
using System.Globalization;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Nodes answer some requests otherwise than they would: with another status, other headers or another body, late, or not at all.</summary>
[ActionKey(10, "fault", "A node delays, loses, changes or refuses answers.")]
public sealed record FaultAction : TimelineAction
{
    [Description("Which node: idp, api-N or api-*.")]
    [Example("idp")]
    public required string At { get; init; }

    /// <value>What each of them does. Its seed, where the scenario names none, is drawn from the run's seed and the node's name.</value>
    [InlineKeys]
    public HttpFault Fault { get; init; } = new();

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Nodes;

    /// <summary>The roles of the nodes that have the fault; none where the name is no node's.</summary>
    internal IReadOnlyList<NodeRole> Roles => At == MachineNames.Idp ? [NodeRole.Idp] : MachineNames.IsApi(At) ? [NodeRole.Api] : [];

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        foreach (var node in target.Nodes.Where(node => MachineNames.Matches(At, node.Name)))
            node.Faults.Add(FaultOf(node.Name, target.Seed));
        var effect = Fault.Drop == FaultDrop.None ? $"{Fault.Status}" : $"drop {Fault.Drop}";
        var chance = Fault.Probability == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" probability={Fault.Probability * 100:0.##########}%");
        return $"{Key} {At} {Fault.Path ?? "*"} {effect}".TrimEnd() + chance;
    }

    /// <summary>What one node does to the requests that meet the fault.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="seed">The run's seed.</param>
    public HttpFault FaultOf(string node, ulong seed) => Fault with { Seed = Fault.Seed ?? Draw.Of(seed, StableHash.Of(node), DrawPurpose.Fault, 0).Bits };
}
