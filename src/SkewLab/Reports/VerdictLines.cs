using SkewLab.Input;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

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
            return unsound.Split('\n')[0].TrimEnd();
        var metrics = result.Metrics;
        // A call that was refused and then ended in an exception was not saved by its retry.
        var hiding = metrics.Exceptions > 0 ? "hidden by retries and exceptions" : "hidden by a retry";
        var hidden = metrics.Absorbed401 > 0 ? $", {metrics.Absorbed401:N0} {hiding}" : "";
        var parts = new List<string> { $"{metrics.Surfaced401:N0} of {Counted.Of(metrics.Requests, "call")} got a 401{hidden}" };
        var otherwise = metrics.Requests - metrics.Ok - metrics.Surfaced401 - metrics.Exceptions - metrics.Cancelled - metrics.Unfinished;
        if (otherwise > 0)
            parts.Add($"{otherwise:N0} got another error");
        if (metrics.Exceptions > 0)
            parts.Add($"{metrics.Exceptions:N0} ended in an exception");
        if (metrics.Cancelled > 0)
            parts.Add($"{metrics.Cancelled:N0} given up by {(metrics.Cancelled == 1 ? "its caller" : "their callers")}");
        parts.Add(Counted.Of(metrics.TokenRequests, "token request"));
        if (metrics.RateLimited429 > 0)
            parts.Add($"{metrics.RateLimited429:N0} answered 429");
        if (metrics.Jobs > 0)
            parts.Add(Jobs(metrics));
        return string.Join("; ", parts);
    }

    private static string Jobs(WorldMetrics metrics)
    {
        var pages = (metrics.PagesLost, metrics.PagesTwice) switch
        {
            (0, 0) => "",
            (var lost, 0) => $", {Counted.Of(lost, "page")} lost",
            (0, var twice) => $", {Counted.Of(twice, "page")} twice",
            var (lost, twice) => $", {Counted.Of(lost, "page")} lost, {twice:N0} twice",
        };
        return $"{metrics.JobsOk:N0} of {Counted.Of(metrics.Jobs, "job")} whole{pages}";
    }

    /// <summary>What a reader of a verdict needs beside the summary, a line each: the bounds that were broken, and why they could not be kept where that is
    /// known; the rest of the reason of an unsound run.</summary>
    public static IEnumerable<string> Details(RunResult result) =>
        result.Unsound is { } unsound ? unsound.Split('\n').Skip(1).Select(line => line.TrimEnd())
        : result.Verdict is Verdict.Impossible or Verdict.Pending ? [.. Unmet(result), result.Reason!]
        : Broken(result);

    /// <summary>The bounds that were broken, one sentence each.</summary>
    public static IEnumerable<string> Broken(RunResult result) => result.Reason is { } reason ? [reason] : Unmet(result);

    private static IEnumerable<string> Unmet(RunResult result) => result.Expectations.Where(expectation => !expectation.IsMet).Select(expectation =>
        $"{expectation.Metric} is {Value(expectation)}, expected {expectation.Expected}"
        + (expectation.Kind == "reproduces" ? " (the bug was not reproduced)" : ""));

    private static string Value(ExpectationResult expectation) => MetricCatalog.Find(expectation.Metric)!.Unit switch
    {
        MetricUnit.Share => $"{expectation.Measured:0.####%}",
        MetricUnit.Milliseconds => $"{expectation.Measured:0.###} ms",
        MetricUnit.Seconds => $"{expectation.Measured:0.###} s",
        _ => $"{expectation.Measured:N0}",
    };
}
