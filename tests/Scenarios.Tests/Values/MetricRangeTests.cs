using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Values;

public class MetricRangeTests
{
    [Theory]
    [InlineData("0", MetricUnit.Count, 0, 0)]
    [InlineData("3..5", MetricUnit.Count, 3, 5)]
    [InlineData("<= 3", MetricUnit.Count, double.NegativeInfinity, 3)]
    [InlineData(">=5", MetricUnit.Count, 5, double.PositiveInfinity)]
    [InlineData("10%..15%", MetricUnit.Share, 0.1, 0.15)]
    [InlineData("0..0.5", MetricUnit.Share, 0, 0.5)]
    [InlineData("100%", MetricUnit.Share, 1, 1)]
    [InlineData("<= 250ms", MetricUnit.Milliseconds, double.NegativeInfinity, 250)]
    [InlineData("1s..1.5s", MetricUnit.Milliseconds, 1000, 1500)]
    [InlineData("1m30s", MetricUnit.Seconds, 90, 90)]
    public void A_range_has_its_ends_in_the_unit_of_the_metric(string text, MetricUnit unit, double min, double max)
    {
        var range = MetricRange.Parse(text, unit);

        Assert.Equal((min, max, text), (range.Min, range.Max, range.ToString()));
    }

    [Theory]
    [InlineData("10%..15%", MetricUnit.Share, 0.0999, false)]
    [InlineData("10%..15%", MetricUnit.Share, 0.1, true)]
    [InlineData("10%..15%", MetricUnit.Share, 0.15, true)]
    [InlineData("10%..15%", MetricUnit.Share, 0.1501, false)]
    [InlineData("<= 3", MetricUnit.Count, 3, true)]
    [InlineData("<= 3", MetricUnit.Count, 4, false)]
    [InlineData(">= 3", MetricUnit.Count, double.NaN, false)]
    public void Both_ends_belong_to_a_range(string text, MetricUnit unit, double value, bool isIn) => Assert.Equal(isIn, MetricRange.Parse(text, unit).Contains(value));

    [Theory]
    [InlineData("15%..10%", MetricUnit.Share, "'15%..10%' can never hold; write the lower end first, as in '10%..15%'.")]
    [InlineData("10", MetricUnit.Share, "'10' is outside 0% to 100%; a share is written '10%' or '0.1'.")]
    [InlineData("10..15%", MetricUnit.Share, "'10..15%' holds '10', which is outside 0% to 100%; a share is written '10%' or '0.1'.")]
    [InlineData("few", MetricUnit.Count, "'few' is not a range; write '0', '3..5', '<= 3' or '>= 5'.")]
    [InlineData("< 3", MetricUnit.Count, "'< 3' is not a range; write '0', '3..5', '<= 3' or '>= 5'.")]
    [InlineData("..5", MetricUnit.Share, "'..5' holds '', which is not a range; write '0%', '10%..15%', '<= 0.1' or '>= 5%'.")]
    [InlineData("-1", MetricUnit.Count, "'-1' is negative; no such metric is.")]
    [InlineData("5%", MetricUnit.Count, "'5%' has the unit '%', but the metric is a count; write 5.")]
    [InlineData("<= 250", MetricUnit.Milliseconds, "'<= 250' holds '250', which has no unit; write '250s' or '250ms'.")]
    public void What_is_no_range_is_refused_with_the_rule(string text, MetricUnit unit, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => MetricRange.Parse(text, unit)).Message);
}
