using SkewLab.Runs;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;

namespace SkewLab.SkewLab.Tests.Runs;

public class ExitCodeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, Verdict.None)]
    [InlineData(0, Verdict.Reproduced, Verdict.Survives, Verdict.None)]
    [InlineData(0, Verdict.Impossible, Verdict.Pending)]
    [InlineData(1, Verdict.Survives, Verdict.Fails)]
    [InlineData(1, Verdict.Fails, Verdict.Reproduced)]
    [InlineData(3, Verdict.Unsound)]
    [InlineData(3, Verdict.Fails, Verdict.Unsound, Verdict.Survives)]
    public void The_worst_verdict_decides(int expected, params Verdict[] verdicts) => Assert.Equal(expected, ExitCode.Of(verdicts.Select(Outcome)));

    [Theory]
    [InlineData(2, new[] { NotRunKind.Refused }, Verdict.Survives)]
    [InlineData(2, new[] { NotRunKind.Refused }, Verdict.Fails)]
    [InlineData(3, new[] { NotRunKind.Refused }, Verdict.Unsound)]
    [InlineData(3, new[] { NotRunKind.Silent, NotRunKind.Refused }, Verdict.Fails)]
    [InlineData(5, new[] { NotRunKind.Died, NotRunKind.Silent, NotRunKind.Refused }, Verdict.Unsound)]
    [InlineData(4, new[] { NotRunKind.Died, NotRunKind.Broken, NotRunKind.Silent, NotRunKind.Refused }, Verdict.Unsound)]
    internal void What_makes_the_rest_worthless_decides(int expected, NotRunKind[] kinds, Verdict verdict) =>
        Assert.Equal(expected, ExitCode.Of([.. kinds.Select(kind => Samples.NotRun(kind, "why")), Outcome(verdict)]));

    [Fact]
    public void Every_verdict_and_every_kind_has_a_code()
    {
        Assert.All(Enum.GetValues<Verdict>(), verdict => ExitCode.Of([Outcome(verdict)]));
        Assert.All(Enum.GetValues<NotRunKind>(), kind => ExitCode.Of([Samples.NotRun(kind, "why")]));
    }

    private static RunOutcome Outcome(Verdict verdict) => Samples.Ran(Samples.Result("naive-expiry", verdict));
}
