using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

internal sealed record ConstantDistribution(TimeSpan Value) : Distribution
{
    public override TimeSpan Min => Value;

    public override TimeSpan? Max => Value;

    public override TimeSpan? ConstantValue => Value;

    private protected override string Text => DurationText.Format(Value);

    public override TimeSpan Sample(Draw draw) => Value;
}
