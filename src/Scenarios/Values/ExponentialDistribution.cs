using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

internal sealed record ExponentialDistribution(TimeSpan Mean) : Distribution
{
    public override TimeSpan Min => TimeSpan.Zero;

    public override TimeSpan? Max => null;

    private protected override string Text => $"exponential({DurationText.Format(Mean)})";

    public override TimeSpan Sample(Draw draw) => FromTicks(Mean.Ticks * -ExactMath.Ln(draw.OpenUnit));
}
