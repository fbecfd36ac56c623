using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A clock is corrected gradually: for a while it runs a little fast or slow, wall and elapsed both.</summary>
[ActionKey(3, "slew", "A clock is corrected gradually.")]
public sealed record SlewAction : ClockAction
{
    /// <summary>No slew is reckoned longer, 10,000 years: what clocks count ends before 30,000.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(3_650_000);

    [Description("How much the clock gains in all; negative = loses.")]
    [Bounds("-30d", "30d")]
    [Example("-2s")]
    public required TimeSpan By { get; init; }

    [Description("The rate it gains or loses with; the slew takes by / rate.")]
    [Bounds("1ppm", "100000ppm")]
    public int RatePpb { get; init; } = 500_000;

    /// <summary>How long it takes: by / rate, and <see cref="Longest"/> at most.</summary>
    internal TimeSpan Length => new Slew(TimeSpan.Zero, By, RatePpb).Duration is var length && length < Longest ? length : Longest;

    /// <inheritdoc/>
    public override string Values => $"{DurationText.Format(By)} {DriftText.Format(RatePpb)}";

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => false;

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new Slew(at, By, RatePpb);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => ClockMove.Between(at, at + Length, By, By);

    internal override ClockSpell? SpellAt(TimeSpan at) => new(ClockSpellKind.Slew, at, at + Length, "slews");

    internal override IEnumerable<ActionProblem> Check(TimeSpan at)
    {
        if (RatePpb > 0 && Length == Longest)
        {
            var rule = $"takes {DurationText.Format(Longest)} or more at {DriftText.Format(RatePpb)}, longer than clocks count; write a faster rate, as in 'rate: 500ppm', or less.";
            yield return new("by", DurationText.Format(By), rule);
        }
    }
}
