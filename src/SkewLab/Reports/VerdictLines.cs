using SkewLab.Simulation.Metrics;
using SkewLab.Simulation.Runs;
using SkewLab.Simulation.Scenarios;
using SkewLab.Simulation.Verdicts;

namespace SkewLab.Reports;

/// <summary>Verdicts in words.</summary>
internal static class VerdictLines
{
    /// <summary>The verdict as reports write it.</summary>
    public static string NameOf(Verdict verdict) => verdict == Verdict.None ? "-" : verdict.ToString().ToUpperInvariant();

    /// <summary>What callers noticed of the strategy, in one line.</summary>
    public static string Summary(RunResult result)
    {
        if (result.Unsound is { } unsound)
            return unsound;
        var metrics = result.Metrics;
        var parts = new List<string> { $"{metrics.Surfaced401:N0} of {metrics.Requests:N0} calls got a 401" };
        if (metrics.Absorbed401 > 0)
            parts.Add($"{metrics.Absorbed401:N0} 401s hidden by a retry");
        if (metrics.Exceptions > 0)
            parts.Add($"{metrics.Exceptions:N0} ended in an exception");
        parts.Add($"{metrics.TokenRequests:N0} token requests");
        return string.Join("; ", parts);
    }

    /// <summary>The bounds that were broken, one sentence each.</summary>
    public static IEnumerable<string> Broken(RunResult result) => result.Expectations.Where(expectation => !expectation.IsMet).Select(expectation =>
        $"{expectation.Metric} is {Value(expectation)}, expected {expectation.Expected}" + (expectation.Kind == "reproduces" ? " (the bug was not reproduced)" : ""));

    private static string Value(ExpectationResult expectation) => MetricCatalog.Find(expectation.Metric)!.Unit switch
    {
        MetricUnit.Share => $"{expectation.Measured:0.####%}",
        MetricUnit.Milliseconds => $"{expectation.Measured:0.###} ms",
        MetricUnit.Seconds => $"{expectation.Measured:0.###} s",
        _ => $"{expectation.Measured:N0}",
    };
}
