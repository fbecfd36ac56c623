using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

internal sealed record LogUniformDistribution(TimeSpan Low, TimeSpan High) : Distribution
{
    public override TimeSpan Min => Low;

    public override TimeSpan? Max => High;

    private protected override string Text => $"loguniform({DurationText.Format(Low)}, {DurationText.Format(High)})";

    public override TimeSpan Sample(Draw draw) => TimeSpan.FromTicks(Between(Low.Ticks, High.Ticks, draw));

    /// <summary>A whole number whose logarithm is uniform, so that each order of magnitude is equally likely. Both ends are above zero.</summary>
    internal static long Between(long low, long high, Draw draw) =>
        Math.Min(high, (long)((low * ExactMath.Exp(draw.Unit * ExactMath.Ln((double)high / low))) + 0.5));
}
