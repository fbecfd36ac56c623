using System.Text.Json;
using SkewLab.Reports;
using SkewLab.Runs;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;

namespace SkewLab.SkewLab.Tests.Reports;

public class JsonReportTests
{
    [Fact]
    public void What_did_not_run_stands_beside_the_results_and_is_none_of_them()
    {
        RunOutcome[] outcomes = [Samples.NotRun(NotRunKind.Refused, "margin: '-1s' is negative"), Samples.Ran(Samples.Result("skew-aware", Verdict.Survives))];
        using var output = new StringWriter();

        new JsonReport().Write(output, Samples.Plan(outcomes), outcomes);

        using var document = JsonDocument.Parse(output.ToString());
        Assert.Equal(2, document.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("skew-aware", Assert.Single(document.RootElement.GetProperty("results").EnumerateArray()).GetProperty("strategy").GetString());
        Assert.Equal(
            ["scenario: small", "strategy: naive-expiry", "seed: 7", "kind: refused", "message: margin: '-1s' is negative", "replay: skewlab run small.yaml --seed 7"],
            Assert.Single(document.RootElement.GetProperty("notRun").EnumerateArray()).EnumerateObject().Select(field => $"{field.Name}: {field.Value}"));
    }
}
