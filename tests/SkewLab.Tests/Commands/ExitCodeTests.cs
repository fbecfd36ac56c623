using SkewLab.Commands;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;

namespace SkewLab.SkewLab.Tests.Commands;

public class ExitCodeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, Verdict.None)]
    [InlineData(0, Verdict.Reproduced, Verdict.Survives, Verdict.None)]
    [InlineData(1, Verdict.Survives, Verdict.Fails)]
    [InlineData(1, Verdict.Fails, Verdict.Reproduced)]
    [InlineData(3, Verdict.Unsound)]
    [InlineData(3, Verdict.Fails, Verdict.Unsound, Verdict.Survives)]
    public void The_worst_verdict_decides(int expected, params Verdict[] verdicts)
    {
        Assert.Equal(expected, ExitCode.Of(verdicts.Select(verdict => Samples.Result("naive-expiry", verdict))));
    }
}
