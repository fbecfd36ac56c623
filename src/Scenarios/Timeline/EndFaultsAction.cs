using System.ComponentModel;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Faults and losses end; clocks keep their offsets.</summary>
[ActionKey(12, "endFaults", "Faults and losses end; clocks keep their offsets.", HoldsValue = true)]
public sealed record EndFaultsAction : TimelineAction
{
    [Description("Which of them.")]
    public EndFaultsTarget Faults { get; init; }

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Nodes;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        foreach (var node in target.Nodes)
            node.Faults.Clear();
        target.EndLosses();
        return Key;
    }
}

/// <summary>Which faults end.</summary>
public enum EndFaultsTarget
{
    /// <summary>All of them, on every node and link.</summary>
    All,
}
