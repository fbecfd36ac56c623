using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A virtual machine is stopped: wall and elapsed stand still, and the wall stays behind until it is stepped right.</summary>
[ActionKey(4, "vmPause", "A virtual machine is stopped, and its wall clock is left behind.")]
public sealed record VmPauseAction : ClockAction
{
    [Description("How long it is stopped.")]
    [Bounds("1ms", "3650d")]
    [Example("30s")]
    public required TimeSpan For { get; init; }

    [Description("How long after the pause the wall is stepped right.")]
    [Bounds("0s", "3650d")]
    [Example("5m")]
    [Default("never, or at the next poll of `ntp`")]
    public TimeSpan? CorrectedAfter { get; init; }

    /// <inheritdoc/>
    public override string Values => DurationText.Format(For);

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => false;

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new VmPause(at, For, CorrectedAfter);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => CorrectedAfter is { } wait ? [.. ClockMove.Stopped(at, For), new(at + For + wait, For, For)] : ClockMove.Stopped(at, For);

    internal override ClockSpell? SpellAt(TimeSpan at) => new(ClockSpellKind.Sleep, at, at + For, "pauses");
}
