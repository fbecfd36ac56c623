using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A wall clock is set at once; elapsed time does not notice.</summary>
[ActionKey(1, "jump", "A wall clock is set forward or back at once.")]
public sealed record JumpAction : ClockAction
{
    [Description("How far; negative = back.")]
    [Bounds("-36500d", "36500d")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    /// <inheritdoc/>
    public override LabCapability Needs => MachineNames.IsServer(Clock) ? LabCapability.NodeClockJumps : LabCapability.ClientClockJumps;

    /// <inheritdoc/>
    public override string Values => DurationText.Format(By);

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => false;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        target.JumpClocks(Clock, By);
        return base.Apply(target);
    }

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new Jump(at, By);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => [new(at, By, By)];

    internal override ClockSpell? SpellAt(TimeSpan at) => null;
}
