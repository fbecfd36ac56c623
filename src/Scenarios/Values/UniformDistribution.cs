using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

internal sealed record UniformDistribution(TimeSpan Low, TimeSpan High) : Distribution
{
    public override TimeSpan Min => Low;

    public override TimeSpan? Max => High;

    private protected override string Text => $"uniform({DurationText.Format(Low)}, {DurationText.Format(High)})";

    public override TimeSpan Sample(Draw draw) => Low + TimeSpan.FromTicks(draw.Below(High.Ticks - Low.Ticks + 1));
}
