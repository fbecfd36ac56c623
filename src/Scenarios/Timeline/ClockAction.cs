using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.VirtualTime;

namespace SkewLab.Scenarios.Timeline;

/// <summary>An action that is done to clocks: where they are scripted it is part of them from the beginning, and happens as a line in the trace.</summary>
public abstract record ClockAction : TimelineAction
{
    private protected ClockAction()
    {
    }

    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>Its values, as the trace shows them after key and clock.</value>
    public abstract string Values { get; }

    /// <value>Whether only readings are wrong, not the clock: a time service then leaves it alone.</value>
    public abstract bool AffectsReadingsOnly { get; }

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.ScriptedClocks;

    /// <value>How many changes of one clock it is, where that is more than a few; 0 where it is not.</value>
    internal abstract long Changes { get; }

    /// <summary>What it does to one clock.</summary>
    /// <param name="at">When, in reference time.</param>
    public abstract IClockFault FaultAt(TimeSpan at);

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target) => $"{Key} {Clock} {Values}";

    /// <summary>How far it can move a wall clock, and when.</summary>
    internal abstract IEnumerable<ClockMove> MovesAt(TimeSpan at);

    /// <summary>What it keeps doing for a while, so that it cannot begin again meanwhile; null if it is over at once or several go together.</summary>
    internal abstract ClockSpell? SpellAt(TimeSpan at);
}
