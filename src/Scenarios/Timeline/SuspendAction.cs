using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A machine sleeps: nothing runs on it, and arrivals at it are skipped.</summary>
[ActionKey(2, "suspend", "A machine sleeps.")]
public sealed record SuspendAction : ClockAction
{
    [Description("How long it sleeps.")]
    [Bounds("1ms", "3650d")]
    [Example("20m")]
    public required TimeSpan For { get; init; }

    [Description("Whether the sleep counts as elapsed time, as on Windows.")]
    public bool ElapsedCounts { get; init; }

    [Description("Whether the wall clock is left behind, as of a paused VM.")]
    public bool WallStops { get; init; }

    /// <inheritdoc/>
    public override string Values => DurationText.Format(For);

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => false;

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new Suspend(at, For, ElapsedCounts, WallStops);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => WallStops ? ClockMove.Stopped(at, For) : [];

    internal override ClockSpell? SpellAt(TimeSpan at) => new(ClockSpellKind.Sleep, at, at + For, "suspends");
}
