using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using SkewLab.Runs;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>The outcomes as JUnit XML: a suite per scenario, a case per strategy. FAILS is a failure; UNSOUND and whatever did not run are errors of that
/// type.</summary>
internal sealed class JUnitReport : IReport
{
    /// <inheritdoc/>
    public ReportOption Option { get; } = new("--junit", "Write the verdicts as JUnit XML.");

    /// <inheritdoc/>
    public void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunOutcome> outcomes) =>
        new XDocument(new XElement("testsuites", Counts(outcomes), outcomes.GroupBy(outcome => outcome.Scenario).Select(Suite))).Save(output);

    private static XElement Suite(IGrouping<string, RunOutcome> scenario) =>
        new("testsuite", new XAttribute("name", scenario.Key), Counts([.. scenario]), scenario.Select(Case));

    private static XElement Case(RunOutcome outcome) => new(
        "testcase",
        new XAttribute("classname", outcome.Scenario),
        new XAttribute("name", outcome.Strategy),
        new XAttribute("time", outcome.WallTime.TotalSeconds),
        outcome switch
        {
            Ran ran => Judged(ran.Result, outcome.Job.Replay),
            NotRun none => Error(none.Kind.ToString().ToLowerInvariant(), none.Message, outcome.Job.Replay),
            _ => throw new UnreachableException(),
        });

    private static XElement Judged(RunResult result, string replay) => result.Verdict switch
    {
        Verdict.Fails => new("failure", new XAttribute("message", Legal(string.Join("; ", VerdictLines.Broken(result)))), replay),
        Verdict.Unsound => Error("unsound", result.Unsound!, replay),
        Verdict.None or Verdict.Reproduced or Verdict.Survives
            or Verdict.Impossible or Verdict.Pending => new("system-out", VerdictLines.NameOf(result.Verdict)),
        _ => throw new UnreachableException($"No element for {result.Verdict}."),
    };

    private static XElement Error(string type, string message, string replay) =>
        new("error", new XAttribute("type", type), new XAttribute("message", Legal(message)), replay);

    // XML has no way to write most control characters.
    private static string Legal(string text) => string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '?'));

    private static XAttribute[] Counts(IReadOnlyList<RunOutcome> outcomes) =>
    [
        new("tests", outcomes.Count),
        new("failures", outcomes.Count(outcome => outcome is Ran { Result.Verdict: Verdict.Fails })),
        new("errors", outcomes.Count(outcome => outcome is NotRun or Ran { Result.Verdict: Verdict.Unsound })),
    ];
}
