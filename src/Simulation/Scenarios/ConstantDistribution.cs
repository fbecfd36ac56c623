using SkewLab.Simulation.Randomness;

namespace SkewLab.Simulation.Scenarios;

internal sealed record ConstantDistribution(TimeSpan Value) : Distribution
{
    public override TimeSpan Min => Value;

    public override TimeSpan? Max => Value;

    public override TimeSpan? ConstantValue => Value;

    private protected override string Text => DurationText.Format(Value);

    public override TimeSpan Sample(Draw draw) => Value;
}
