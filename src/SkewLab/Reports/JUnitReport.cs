using System.Xml;
using System.Xml.Linq;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>The verdicts as JUnit XML: a suite per scenario, a case per strategy. FAILS is a failure, UNSOUND an error.</summary>
internal static class JUnitReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(string file, IReadOnlyList<RunResult> results)
    {
        using var stream = File.Create(file);
        new XDocument(new XElement("testsuites", Counts(results), results.GroupBy(result => result.Scenario).Select(Suite))).Save(stream);
    }

    private static XElement Suite(IGrouping<string, RunResult> scenario) =>
        new("testsuite", new XAttribute("name", scenario.Key), Counts([.. scenario]), scenario.Select(Case));

    private static XElement Case(RunResult result) => new(
        "testcase",
        new XAttribute("classname", result.Scenario),
        new XAttribute("name", result.Strategy),
        new XAttribute("time", result.Run.WallSeconds),
        result.Verdict switch
        {
            Verdict.Fails => new XElement("failure", new XAttribute("message", string.Join("; ", VerdictLines.Broken(result))), result.Replay),
            Verdict.Unsound => new XElement("error", new XAttribute("message", Legal(result.Unsound!)), result.Replay),
            _ => new XElement("system-out", VerdictLines.NameOf(result.Verdict)),
        });

    // XML has no way to write most control characters.
    private static string Legal(string text) => string.Concat(text.Select(letter => XmlConvert.IsXmlChar(letter) ? letter : '?'));

    private static XAttribute[] Counts(IReadOnlyList<RunResult> results) =>
    [
        new("tests", results.Count),
        new("failures", results.Count(result => result.Verdict == Verdict.Fails)),
        new("errors", results.Count(result => result.Verdict == Verdict.Unsound)),
    ];
}
