namespace SkewLab.Comparators.Tests;

public class StrategyOptionsTests
{
    [Fact]
    public void An_unknown_option_is_refused_with_the_options_there_are()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<ExpMinus5s>(("margin", "00:00:05")));

        Assert.Equal("exp-minus-5s has no option 'margin'; it has buffer. (Parameter 'environment')", refused.Message);
    }

    [Fact]
    public void A_strategy_without_options_says_so()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<NaiveExpiry>(("buffer", "00:00:05")));

        Assert.Equal("naive-expiry has no option 'buffer'; it has none. (Parameter 'environment')", refused.Message);
    }

    [Fact]
    public void The_first_of_several_unknown_options_is_named_in_alphabetical_order()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<SkewBuffer>(("zeal", "1"), ("margin", "1")));

        Assert.StartsWith("skew-buffer has no option 'margin'; it has buffer, timeout, tokenTimeout.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5s", "exp-minus-5s: buffer: '5s' is no time in the form 00:00:05.")]
    [InlineData("-00:00:00.0000001", "exp-minus-5s: buffer: '-00:00:00.0000001' is outside 0s to 1d.")]
    [InlineData("1.00:00:00.0000001", "exp-minus-5s: buffer: '1.00:00:00.0000001' is outside 0s to 1d.")]
    public void A_time_that_is_none_or_out_of_range_is_refused(string value, string message)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<ExpMinus5s>(("buffer", value)));

        Assert.Equal(message, refused.Message);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("1.00:00:00")]
    public void Both_ends_of_a_range_belong_to_it(string value) => new Bench().Client<ExpMinus5s>(("buffer", value)).Dispose();

    [Theory]
    [InlineData("2s", "guarded-refresh: cap: '2s' is no whole number.")]
    [InlineData("0", "guarded-refresh: cap: '0' is outside 1 to 10000.")]
    [InlineData("10001", "guarded-refresh: cap: '10001' is outside 1 to 10000.")]
    public void A_count_that_is_none_or_out_of_range_is_refused(string value, string message)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<GuardedRefresh>(("cap", value)));

        Assert.Equal(message, refused.Message);
    }
}
