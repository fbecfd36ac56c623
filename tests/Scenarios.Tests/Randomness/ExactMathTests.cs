using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Tests.Randomness;

public class ExactMathTests
{
    // The expected values were computed with 50 decimal digits from the double nearest to the argument.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2.7182818284590452354)]
    [InlineData(-1, 0.36787944117144232160)]
    [InlineData(0.5, 1.6487212707001281468)]
    [InlineData(10, 22026.465794806716517)]
    [InlineData(-20.25, 1.6052280551856116087e-9)]
    [InlineData(700, 1.0142320547350045095e304)]
    [InlineData(-700, 9.8596765437597708567e-305)]
    [InlineData(0.000001, 1.0000010000005000002)]
    public void Exp_is_exact_to_a_unit_in_the_last_place(double x, double expected) => Near(expected, ExactMath.Exp(x), 2.3e-16);

    [Theory]
    [InlineData(2, 0.69314718055994530942)]
    [InlineData(0.5, -0.69314718055994530942)]
    [InlineData(10, 2.3025850929940456840)]
    [InlineData(0.1, -2.3025850929940456285)]
    [InlineData(1.000001, 9.9999949991806677740e-7)]
    [InlineData(0.9999999, -1.0000000494736474329e-7)]
    [InlineData(1e-300, -690.77552789821370518)]
    [InlineData(1e300, 690.77552789821370526)]
    [InlineData(5e-324, -744.44007192138126231)]
    public void Ln_is_exact_to_a_unit_in_the_last_place(double x, double expected) => Near(expected, ExactMath.Ln(x), 2.3e-16);

    [Theory]
    [InlineData(0.6, 0.25334710313579974132)]
    [InlineData(0.925, 1.4395314709384562291)]
    [InlineData(0.926, 1.446632067158978807)]
    [InlineData(0.975, 1.9599639845400538556)]
    [InlineData(0.999, 3.0902323061678132778)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(1e-15, -7.9413453261709967713)]
    [InlineData(2.220446049250313e-16, -8.1258906647019068585)]
    [InlineData(1e-300, -37.047096299361199237)]
    public void The_normal_quantile_is_exact_to_fifteen_digits(double p, double expected) => Near(expected, ExactMath.InverseNormal(p), 1e-15);

    [Fact]
    public void The_ends_are_limits_and_nonsense_is_not_a_number()
    {
        Assert.Equal([0, 1, double.PositiveInfinity], [ExactMath.Exp(-800), ExactMath.Exp(-0.0), ExactMath.Exp(710)]);
        Assert.Equal([double.NegativeInfinity, 0, double.PositiveInfinity], [ExactMath.Ln(0), ExactMath.Ln(1), ExactMath.Ln(double.PositiveInfinity)]);
        Assert.Equal([double.NegativeInfinity, 0, double.PositiveInfinity], [ExactMath.InverseNormal(0), ExactMath.InverseNormal(0.5), ExactMath.InverseNormal(1)]);
        Assert.All([ExactMath.Exp(double.NaN), ExactMath.Ln(-1), ExactMath.InverseNormal(-0.1), ExactMath.InverseNormal(1.1), ExactMath.InverseNormal(double.NaN)],
            value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void The_largest_power_is_finite() => Near(1.7976931348622732e308, ExactMath.Exp(709.782712893384 - 1e-13), 1e-12);

    [Fact]
    public void All_three_rise_with_their_argument()
    {
        var steps = Enumerable.Range(1, 20_000).Select(i => i / 20_001.0).ToArray();

        Assert.True(IsRising(steps.Select(p => ExactMath.Exp((p - 0.5) * 40))));
        Assert.True(IsRising(steps.Select(p => ExactMath.Ln(p * 40))));
        Assert.True(IsRising(steps.Select(ExactMath.InverseNormal)));
    }

    [Fact]
    public void The_normal_quantile_is_symmetric()
    {
        // 1 - p is exact for multiples of 1/4096.
        foreach (var i in Enumerable.Range(1, 2047)) Assert.Equal(-ExactMath.InverseNormal(i / 4096.0), ExactMath.InverseNormal(1 - (i / 4096.0)));
    }

    [Fact]
    public void Ln_undoes_Exp()
    {
        foreach (var i in Enumerable.Range(-6000, 12_001)) Assert.InRange(ExactMath.Ln(ExactMath.Exp(i / 10.0)) - (i / 10.0), -2.5e-13, 2.5e-13);
    }

    [Fact]
    public void The_last_bits_are_pinned()
    {
        // One sum over many values: a platform that rounds otherwise, or fuses a multiplication with an addition, would show here.
        var sum = 0.0;
        for (var i = 1; i < 4096; i++) sum += ExactMath.Exp(ExactMath.InverseNormal(i / 4096.0)) + ExactMath.Ln(i);

        Assert.Equal(4675276417065080777, BitConverter.DoubleToInt64Bits(sum));
    }

    private static bool IsRising(IEnumerable<double> values) => values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);

    private static void Near(double expected, double actual, double relative) =>
        Assert.True(Math.Abs(actual - expected) <= Math.Abs(expected) * relative, $"expected {expected:R}, got {actual:R}");
}
