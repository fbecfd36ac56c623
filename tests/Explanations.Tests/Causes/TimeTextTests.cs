using SkewLab.Explanations.Causes;

namespace SkewLab.Explanations.Tests.Causes;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData("0", "0 ms")]
    [InlineData("0:00:00.0000001", "0 ms")]
    [InlineData("0:00:00.00225", "2.25 ms")]
    [InlineData("0:00:00.0099", "9.9 ms")]
    [InlineData("0:00:00.01", "10 ms")]
    [InlineData("0:00:00.7654", "765 ms")]
    [InlineData("0:00:00.9994", "999 ms")]
    [InlineData("0:00:00.9995", "1 s")]
    [InlineData("0:00:01", "1 s")]
    [InlineData("0:00:02.1", "2.1 s")]
    [InlineData("0:01:59.99", "119.99 s")]
    [InlineData("0:02:00", "2 min")]
    [InlineData("0:02:03", "2 min 3 s")]
    [InlineData("0:59:59.4", "59 min 59 s")]
    [InlineData("0:59:59.6", "1 h")]
    [InlineData("1:00:00", "1 h")]
    [InlineData("1:05:00", "1 h 5 min")]
    [InlineData("1.23:59:00", "47 h 59 min")]
    [InlineData("2.00:00:00", "2 days")]
    [InlineData("3.05:00:00", "3 days 5 h")]
    [InlineData("-0:00:02.1", "-2.1 s")]
    public void A_time_has_the_unit_that_fits(string time, string text)
    {
        Assert.Equal(text, TimeText.Of(TimeSpan.Parse(time)));
    }

    [Fact]
    public void An_extent_names_both_ends_where_they_read_differently()
    {
        var extent = new Extent();
        var unknown = TimeText.Of(extent);
        extent.Add(TimeSpan.FromMilliseconds(18));
        var single = TimeText.Of(extent);
        extent.Add(TimeSpan.FromMilliseconds(1200));
        extent.Add(TimeSpan.FromMilliseconds(100));

        Assert.Equal(("unknown", "18 ms", "18 ms to 1.2 s"), (unknown, single, TimeText.Of(extent)));
        Assert.Equal((TimeSpan.FromMilliseconds(18), TimeSpan.FromMilliseconds(1200)), (extent.Min, extent.Max));
    }

    [Fact]
    public void An_extent_whose_ends_read_alike_is_one_time()
    {
        var extent = new Extent();
        extent.Add(TimeSpan.FromMilliseconds(18.1));
        extent.Add(TimeSpan.FromMilliseconds(18.2));

        Assert.Equal("18 ms", TimeText.Of(extent));
    }
}
