using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Values;

public class RateTests
{
    [Theory]
    [InlineData("12/min", 12, 5_000)]
    [InlineData("1/s", 1, 1_000)]
    [InlineData("100/h", 100, 36_000)]
    [InlineData("3/d", 3, 28_800_000)]
    public void A_rate_is_a_count_and_a_period(string text, int count, int intervalMs)
    {
        var rate = Rate.Parse(text);

        Assert.Equal(count, rate.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(intervalMs), rate.MeanInterval);
        Assert.Equal(text, rate.ToString());
    }

    [Theory]
    [InlineData("12", "'12' has no period; write '12/s', '12/min', '12/h' or '12/d'.")]
    [InlineData("fast", "'fast' is not a rate; write a count and a period, as in '12/min'.")]
    [InlineData("-1/s", "'-1/s' is not a rate; write a count and a period, as in '12/min'.")]
    [InlineData("1/s/s", "'1/s/s' is not a rate; write a count and a period, as in '12/min'.")]
    [InlineData("12/m", "'12/m' has the unknown period 'm'; the periods are s, min, h and d, as in '12/min'.")]
    [InlineData("0.5/s", "'0.5/s' has a fraction; write whole events in a longer period, as in '30/min' for one every two seconds.")]
    [InlineData("0/s", "'0/s' is outside 1 to 1000000 events in a period.")]
    [InlineData("1000001/s", "'1000001/s' is outside 1 to 1000000 events in a period.")]
    public void What_is_no_rate_is_refused_with_the_rule(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Rate.Parse(text)).Message);

    [Fact]
    public void Even_events_do_not_add_up_their_rounding()
    {
        // A third of a second is no whole number of ticks; after three million events the rounding would be 0.1 s.
        var rate = Rate.Parse("3/s");

        Assert.Equal(TimeSpan.FromSeconds(1_000_000), rate.TimeOf(3_000_000));
        Assert.Equal(3_333_333, rate.TimeOf(1).Ticks);
    }

    [Theory]
    [InlineData("50ppm", 50_000, "50ppm")]
    [InlineData("-3.5ppm", -3_500, "-3.5ppm")]
    [InlineData("200ppb", 200, "200ppb")]
    [InlineData("+1500ppb", 1_500, "1.5ppm")]
    [InlineData("0ppm", 0, "0ppm")]
    public void A_drift_is_whole_parts_per_billion(string text, int ppb, string written)
    {
        Assert.Equal(ppb, DriftText.Parse(text));
        Assert.Equal(written, DriftText.Format(ppb));
    }

    [Theory]
    [InlineData("50", "'50' has no unit; write '50ppm' or '50ppb'.")]
    [InlineData("fast", "'fast' is not a drift; write it as '50ppm' or '-200ppb'.")]
    [InlineData("1ppm2", "'1ppm2' is not a drift; write it as '50ppm' or '-200ppb'.")]
    [InlineData("5ppt", "'5ppt' has the unknown unit 'ppt'; the units are ppm and ppb, as in '50ppm'.")]
    [InlineData("0.0005ppm", "'0.0005ppm' is finer than 1ppb, the smallest drift a clock can have.")]
    [InlineData("2147484ppm", "'2147484ppm' is more than 2147483ppm, the largest drift that can be written.")]
    public void What_is_no_drift_is_refused_with_the_rule(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => DriftText.Parse(text)).Message);
}
