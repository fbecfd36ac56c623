using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Values;

public class DistributionTests
{
    [Theory]
    [InlineData("800ms")]
    [InlineData("-1m30s")]
    [InlineData("0s")]
    [InlineData("uniform(-5ms, 5ms)")]
    [InlineData("loguniform(1ms, 1s)")]
    [InlineData("lognormal(20ms, 0.3)")]
    [InlineData("exponential(50ms)")]
    public void A_distribution_is_written_as_it_is_read(string text)
    {
        Assert.Equal(text, Distribution.Parse(text).ToString());
        Assert.Equal(Distribution.Parse(text), Distribution.Parse(text));
    }

    [Theory]
    [InlineData("800", "'800' has no unit; write '800s' or '800ms'.")]
    [InlineData("uniform(-5ms", "'uniform(-5ms' lacks its ')'; inside { } a value with a comma needs quotes: \"uniform(-5ms, 5ms)\".")]
    [InlineData("uniform(5ms)", "'uniform(5ms)' needs a lowest and a highest duration, as in uniform(-5ms, 5ms).")]
    [InlineData("uniform(5ms, -5ms)", "'uniform(5ms, -5ms)' has its ends swapped; write the lower one first, as in uniform(-5ms, 5ms).")]
    [InlineData("uniform(0, 5ms)", "'uniform(0, 5ms)' holds '0', which has no unit; write '0s' or '0ms'.")]
    [InlineData("loguniform(1ms)", "'loguniform(1ms)' needs a lowest and a highest duration, as in loguniform(1ms, 1s).")]
    [InlineData("loguniform(0s, 1s)", "'loguniform(0s, 1s)' has an end that is not above zero; write it as in loguniform(1ms, 1s).")]
    [InlineData("loguniform(1s, 1ms)", "'loguniform(1s, 1ms)' has its ends swapped; write the lower one first, as in loguniform(1ms, 1s).")]
    [InlineData("loguniform(1, 1s)", "'loguniform(1, 1s)' holds '1', which has no unit; write '1s' or '1ms'.")]
    [InlineData("lognormal(20ms)", "'lognormal(20ms)' needs a median and a sigma, as in lognormal(20ms, 0.3).")]
    [InlineData("lognormal(20ms, 3.01)", "'lognormal(20ms, 3.01)' has the sigma '3.01'; write a number from 0 to 3, as in lognormal(20ms, 0.3).")]
    [InlineData("lognormal(0s, 0.3)", "'lognormal(0s, 0.3)' has a median that is not above zero; write it as in lognormal(20ms, 0.3).")]
    [InlineData("exponential(1s, 2s)", "'exponential(1s, 2s)' needs one duration, the mean, as in exponential(50ms).")]
    [InlineData("exponential(-1s)", "'exponential(-1s)' has a mean that is not above zero; write it as in exponential(50ms).")]
    [InlineData("normal(1s, 2s)", "'normal(1s, 2s)' is no distribution; write a duration such as '800ms', or uniform(-5ms, 5ms), loguniform(1ms, 1s), lognormal(20ms, 0.3) or exponential(50ms).")]
    [InlineData("36501d", "'36501d' is longer than 36500d, the limit of a distribution.")]
    [InlineData("uniform(0s, 36501d)", "'uniform(0s, 36501d)' holds '36501d', which is longer than 36500d, the limit of a distribution.")]
    public void What_is_no_distribution_is_refused_with_the_rule(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Distribution.Parse(text)).Message);

    [Fact]
    public void A_constant_never_varies()
    {
        var constant = Distribution.Constant(TimeSpan.FromMilliseconds(800));

        Assert.Equal(TimeSpan.FromMilliseconds(800), constant.ConstantValue);
        Assert.All(Samples(constant), sample => Assert.Equal(constant.ConstantValue, sample));
        Assert.Equal(Distribution.Zero, Distribution.Parse("0s"));
        Assert.Null(Distribution.Parse("uniform(1s, 2s)").ConstantValue);
    }

    [Fact]
    public void A_uniform_distribution_reaches_both_ends_and_no_further()
    {
        var samples = Samples(Distribution.Uniform(TimeSpan.FromTicks(-2), TimeSpan.FromTicks(2)));

        Assert.Equal([-2L, -1, 0, 1, 2], samples.Select(sample => sample.Ticks).Distinct().Order());
    }

    [Fact]
    public void A_loguniform_distribution_gives_each_order_of_magnitude_its_share()
    {
        var samples = Samples(Distribution.Parse("loguniform(1ms, 1s)")).Order().ToArray();

        // Three orders of magnitude: a third below 10 ms, two thirds below 100 ms.
        Assert.InRange(samples[samples.Length / 3].TotalMilliseconds, 9.5, 10.5);
        Assert.InRange(samples[samples.Length * 2 / 3].TotalMilliseconds, 95, 105);
        Assert.InRange(samples[0].TotalMilliseconds, 1, 1.01);
        Assert.InRange(samples[^1].TotalMilliseconds, 990, 1000);
    }

    [Fact]
    public void A_lognormal_distribution_has_its_median_and_its_sigma()
    {
        var samples = Samples(Distribution.Parse("lognormal(20ms, 0.3)")).Order().ToArray();

        // The quantile at 84.13 % is median * e^sigma: 20 ms * 1.3499 = 26.997 ms.
        Assert.InRange(samples[samples.Length / 2].TotalMilliseconds, 19.8, 20.2);
        Assert.InRange(samples[(int)(samples.Length * 0.8413)].TotalMilliseconds, 26.6, 27.4);
    }

    [Fact]
    public void An_exponential_distribution_has_its_mean_and_its_median()
    {
        var samples = Samples(Distribution.Parse("exponential(50ms)")).Order().ToArray();

        // Median: 50 ms * ln 2 = 34.66 ms. Standard error of the mean: 50 / sqrt(20000) = 0.35 ms.
        Assert.InRange(samples.Average(sample => sample.TotalMilliseconds), 48.6, 51.4);
        Assert.InRange(samples[samples.Length / 2].TotalMilliseconds, 33.7, 35.6);
    }

    [Theory]
    [InlineData("800ms", "800ms", "800ms")]
    [InlineData("uniform(-5ms, 5ms)", "-5ms", "5ms")]
    [InlineData("loguniform(1ms, 1s)", "1ms", "1s")]
    [InlineData("lognormal(20ms, 0.3)", "0s", null)]
    [InlineData("exponential(50ms)", "0s", null)]
    public void Bounds_are_known(string text, string min, string? max)
    {
        var distribution = Distribution.Parse(text);

        Assert.Equal(DurationText.Parse(min), distribution.Min);
        Assert.Equal(max is null ? null : DurationText.Parse(max), distribution.Max);
    }

    [Fact]
    public void A_sample_is_never_beyond_the_limit() =>
        Assert.All(Samples(Distribution.Lognormal(Distribution.Limit, 3)), sample => Assert.InRange(sample, TimeSpan.Zero, Distribution.Limit));

    [Fact]
    public void Impossible_parameters_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Constant(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Uniform(TimeSpan.FromTicks(1), TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.LogUniform(TimeSpan.Zero, TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.LogUniform(TimeSpan.FromTicks(2), TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Lognormal(TimeSpan.Zero, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Lognormal(TimeSpan.FromTicks(1), 3.1m));
        Assert.Throws<ArgumentOutOfRangeException>(() => Distribution.Exponential(TimeSpan.Zero));
    }

    private static TimeSpan[] Samples(Distribution distribution) =>
        [.. Enumerable.Range(0, 20_000).Select(i => distribution.Sample(Draw.Of(1, 1, DrawPurpose.RequestDelay, i)))];
}
