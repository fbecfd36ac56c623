using System.Xml.Linq;
using SkewLab.Reports;
using SkewLab.Runs;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;

namespace SkewLab.SkewLab.Tests.Reports;

public sealed class JUnitReportTests
{
    [Fact]
    public void Failures_and_errors_are_counted_by_suite_and_in_all()
    {
        var report = Write(
            Samples.Result("naive-expiry", Verdict.Fails, "a") with { Expectations = [new("requires", "surfaced401", "0", 3, false)] },
            Samples.Result("skew-aware", Verdict.Survives, "a"),
            Samples.Result("skew-aware", Verdict.Unsound, "b"),
            Samples.Result("naive-expiry", Verdict.Reproduced, "b"));

        Assert.Equal(["4 tests, 1 failures, 1 errors", "2 tests, 1 failures, 0 errors", "2 tests, 0 failures, 1 errors"], new[] { report }.Concat(report.Elements()).Select(Counts));
        Assert.Equal(["a", "b"], report.Elements("testsuite").Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal("surfaced401 is 3, expected 0", report.Descendants("failure").Single().Attribute("message")!.Value);
        Assert.Equal("stuck", report.Descendants("error").Single().Attribute("message")!.Value);
        Assert.Equal(["SURVIVES", "REPRODUCED"], report.Descendants("system-out").Select(element => element.Value));
        Assert.Equal(["skewlab run small.yaml --seed 7", "skewlab run small.yaml --seed 7"], report.Descendants("failure").Concat(report.Descendants("error")).Select(element => element.Value));
    }

    [Fact]
    public void A_case_has_its_class_name_and_time()
    {
        var run = Write(Samples.Result("naive-expiry", Verdict.Survives, "a")).Descendants("testcase").Single();

        Assert.Equal("a naive-expiry 0.25", $"{run.Attribute("classname")!.Value} {run.Attribute("name")!.Value} {run.Attribute("time")!.Value}");
    }

    [Fact]
    public void What_xml_cannot_hold_does_not_break_the_document()
    {
        var report = Write(Samples.Result("naive-expiry", Verdict.Unsound) with { Unsound = "a \e[31m<red> & \"b\"\0" });

        Assert.Equal("a ?[31m<red> & \"b\"?", report.Descendants("error").Single().Attribute("message")!.Value);
    }

    [Theory]
    [InlineData(NotRunKind.Refused, "refused")]
    [InlineData(NotRunKind.Silent, "silent")]
    [InlineData(NotRunKind.Broken, "broken")]
    [InlineData(NotRunKind.Died, "died")]
    internal void A_world_that_did_not_run_is_an_error_of_its_kind(NotRunKind kind, string type)
    {
        var report = Write(Samples.NotRun(kind, "why"), Samples.Ran(Samples.Result("skew-aware", Verdict.Unsound)));

        Assert.Equal("2 tests, 0 failures, 2 errors", Counts(report));
        Assert.Equal(
            [$"{type}: why", "unsound: stuck"],
            report.Descendants("error").Select(error => $"{error.Attribute("type")!.Value}: {error.Attribute("message")!.Value}"));
        Assert.All(report.Descendants("error"), error => Assert.Equal("skewlab run small.yaml --seed 7", error.Value));
    }

    private static XElement Write(params RunResult[] results) => Write([.. results.Select(Samples.Ran)]);

    private static XElement Write(params RunOutcome[] outcomes)
    {
        using var output = new StringWriter();
        new JUnitReport().Write(output, Samples.Plan(outcomes), outcomes);
        return XDocument.Parse(output.ToString()).Root!;
    }

    private static string Counts(XElement element) => $"{element.Attribute("tests")!.Value} tests, {element.Attribute("failures")!.Value} failures, {element.Attribute("errors")!.Value} errors";
}
