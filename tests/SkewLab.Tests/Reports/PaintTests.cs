using SkewLab.Reports;
using SkewLab.Verdicts.Judging;

namespace SkewLab.SkewLab.Tests.Reports;

public class PaintTests
{
    [Theory]
    [InlineData(true, null, "xterm-256color", true)]
    [InlineData(true, "", "xterm", true)]
    [InlineData(true, null, null, true)]
    [InlineData(false, null, "xterm", false)]
    [InlineData(true, "1", "xterm", false)]
    [InlineData(true, "0", "xterm", false)]
    [InlineData(true, null, "dumb", false)]
    public void Colours_need_a_terminal_that_wants_them(bool isTerminal, string? noColor, string? term, bool expected)
    {
        Assert.Equal(expected, Paint.IsWanted(isTerminal, name => name switch { "NO_COLOR" => noColor, "TERM" => term, _ => null }));
    }

    [Fact]
    public void Text_that_goes_anywhere_but_the_console_is_plain()
    {
        using var output = new StringWriter();

        var paint = Paint.For(output);

        Assert.Equal("a b", $"{paint.Bold("a")} {paint.OfVerdict(Verdict.Fails, "b")}");
    }

    [Theory]
    [InlineData(Verdict.Survives, "\e[32mx\e[0m")]
    [InlineData(Verdict.Reproduced, "\e[33mx\e[0m")]
    [InlineData(Verdict.Fails, "\e[31mx\e[0m")]
    [InlineData(Verdict.Unsound, "\e[31mx\e[0m")]
    [InlineData(Verdict.None, "x")]
    public void Green_is_kept_for_strategies_that_survive(Verdict verdict, string expected)
    {
        Assert.Equal(expected, new Paint(isOn: true).OfVerdict(verdict, "x"));
    }
}
