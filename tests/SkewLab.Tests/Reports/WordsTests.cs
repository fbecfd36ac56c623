using SkewLab.Input;
using SkewLab.Reports;

namespace SkewLab.SkewLab.Tests.Reports;

public class WordsTests
{
    [Theory]
    [InlineData("scenarios/core/a-b_c.yaml", "scenarios/core/a-b_c.yaml")]
    [InlineData("my bug.yaml", "'my bug.yaml'")]
    [InlineData("it's.yaml", @"'it'\''s.yaml'")]
    [InlineData("$HOME.yaml", "'$HOME.yaml'")]
    [InlineData("*.yaml", "'*.yaml'")]
    [InlineData("", "''")]
    public void A_word_of_a_command_is_quoted_where_a_shell_would_change_it(string word, string expected)
    {
        Assert.Equal(expected, ShellWord.Quote(word));
    }

    [Theory]
    [InlineData(0, "0 calls")]
    [InlineData(1, "1 call")]
    [InlineData(2, "2 calls")]
    [InlineData(14300, "14,300 calls")]
    public void Numbers_agree_with_what_they_count(long number, string expected)
    {
        Assert.Equal(expected, Counted.Of(number, "call"));
    }

    [Theory]
    // Wilson's interval, by hand for 0 of 10: centre and half are both 3.8415/10/2/1.38415 = 0.13877.
    [InlineData(0, 10, "0.0 % (0.0..27.8 %)")]
    [InlineData(10, 10, "100.0 % (72.2..100.0 %)")]
    [InlineData(90, 720, "12.5 % (10.3..15.1 %)")]
    public void A_share_comes_with_its_interval(long part, long whole, string expected)
    {
        Assert.Equal(expected, Interval.Of(part, whole));
    }
}
