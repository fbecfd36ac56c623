using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A clock smears a leap second, and the others step: 'at' is the leap, with half of the window before it.</summary>
[ActionKey(6, "leapSmear", "A clock smears a leap second at which the others step; 'at' is the leap.")]
public sealed record LeapSmearAction : ClockAction
{
    [Description("How long the clock runs slow, half of it before the leap.")]
    [Bounds("1000s", "30d")]
    public TimeSpan Over { get; init; } = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override string Values => $"over {DurationText.Format(Over)}";

    /// <inheritdoc/>
    public override bool AffectsReadingsOnly => true;

    internal override long Changes => 0;

    /// <inheritdoc/>
    public override IClockFault FaultAt(TimeSpan at) => new LeapSmear(at, Over);

    internal override IEnumerable<ClockMove> MovesAt(TimeSpan at) => [new(at, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1))];

    internal override ClockSpell? SpellAt(TimeSpan at) => new(ClockSpellKind.Smear, at - (Over / 2), at + (Over / 2), "smears");

    internal override IEnumerable<ActionProblem> Check(TimeSpan at)
    {
        if (at < Over / 2)
        {
            var half = DurationText.Format(Over / 2);
            var rule = $"begins before the world: half of it, {half}, lies before the leap at {DurationText.Format(at)}; write 'at: {half}' or later, or a shorter 'over', at least 1000s.";
            yield return new("over", DurationText.Format(Over), rule);
        }
    }
}
