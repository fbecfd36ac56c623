using System.Globalization;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

internal sealed record LognormalDistribution(TimeSpan Median, decimal Sigma) : Distribution
{
    // With sigma 3 one sample in 740 is already 8000 times the median; beyond that a slip of the pen is likelier than a network.
    internal const decimal MaxSigma = 3;

    public override TimeSpan Min => TimeSpan.Zero;

    public override TimeSpan? Max => null;

    private protected override string Text => $"lognormal({DurationText.Format(Median)}, {Sigma.ToString("0.##################", CultureInfo.InvariantCulture)})";

    // Converting a decimal is slow, so it is done once.
    private double SigmaAsDouble { get; } = (double)Sigma;

    public override TimeSpan Sample(Draw draw) => FromTicks(Median.Ticks * ExactMath.Exp(SigmaAsDouble * ExactMath.InverseNormal(draw.OpenUnit)));
}
