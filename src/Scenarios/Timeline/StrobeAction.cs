using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A wall clock flips between right and wrong for a while, as when two time services fight over it.</summary>
[ActionKey(5, "strobe", "A wall clock flips between right and wrong.")]
public sealed record StrobeAction : ClockAction
{
    [Description("How far off it is every other half period; negative = behind.")]
    [Bounds("-36500d", "36500d")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    [Description("How long it stays on either side.")]
    [Bounds("1ms", "3650d")]
    [Example("10s")]
    public required TimeSpan HalfPeriod { get; init; }

    [Description("How long it flips; afterwards it is right.")]
    [Bounds("1ms", "3650d")]
    [Example("10m")]
    public required TimeSpan For { get; init; }

    /// <inheritdoc/>
    public override string Values => $"{DurationText.Format(By)} every {DurationText.Format(HalfPeriod)} for {DurationText.Format(For)}";

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => true;

    internal override long Changes => Math.Min(Strobe.MaxFlips, (For.Ticks / Math.Max(1, HalfPeriod.Ticks)) + 1);

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new Strobe(at, By, HalfPeriod, For);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => ClockMove.Between(at, at + For, By, TimeSpan.Zero);

    internal override ClockSpell? SpellAt(TimeSpan at) => null;

    internal override IEnumerable<ActionProblem> Check(TimeSpan at)
    {
        if (For > Strobe.MaxFlips * HalfPeriod)
        {
            var rule = $"flips more than {Strobe.MaxFlips} times in {DurationText.Format(For)}; write a longer half period, as in 'halfPeriod: 10s', or a shorter 'for'.";
            yield return new("halfPeriod", DurationText.Format(HalfPeriod), rule);
        }
    }
}
