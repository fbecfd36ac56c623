using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Software takes local time for UTC, or misses a change to summer time.</summary>
[ActionKey(7, "wrongZone", "A wall clock is read in the wrong zone.")]
public sealed record WrongZoneAction : ClockAction
{
    [Description("The zone error, a multiple of 15m; negative = behind.")]
    [Bounds("-14h", "14h")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    [Description("How long the error lasts.")]
    [Bounds("1ms", "3650d")]
    [Example("2h")]
    [Default("for good")]
    public TimeSpan? For { get; init; }

    /// <inheritdoc/>
    public override string Values => For is { } finite ? $"{DurationText.Format(By)} for {DurationText.Format(finite)}" : DurationText.Format(By);

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => true;

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new WrongZone(at, By, For);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => For is { } finite ? ClockMove.Between(at, at + finite, By, TimeSpan.Zero) : [new(at, By, By)];

    internal override ClockSpell? SpellAt(TimeSpan at) => null;

    internal override IEnumerable<ActionProblem> Check(TimeSpan at)
    {
        if (By.Ticks % WrongZone.Step.Ticks != 0)
            yield return new("by", DurationText.Format(By), "is no zone error: zones differ by multiples of 15m, as in 'by: -1h'.");
    }
}
