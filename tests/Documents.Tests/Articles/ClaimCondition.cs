using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.Documents.Tests.Articles;

/// <summary>A number that a claim comes to, written <c>naive-expiry surfaced401 0</c>: strategy, metric, range.</summary>
/// <param name="Number">Which number.</param>
/// <param name="Range">Where it must lie.</param>
internal sealed record ClaimCondition(ClaimNumber Number, MetricRange Range)
{
    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ClaimCondition Parse(string text)
    {
        if (text.Split(' ', 3) is not [var strategy, var metric, var range])
            throw new FormatException($"'{text}' is no condition; write 'naive-expiry surfaced401 0'.");
        var number = ClaimNumber.Parse($"{strategy} {metric}");
        return new(number, MetricRange.Parse(range, number.Unit));
    }

    /// <summary>Whether it was measured so.</summary>
    public bool Holds(ArticleWorld world) => Range.Contains(Number.In(world));
}

/// <summary>What of a strategy is looked at, written <c>naive-expiry surfaced401</c>; <c>cause.expired</c> counts the API's 401s of one cause.</summary>
/// <param name="Strategy">What the scenario calls the strategy.</param>
/// <param name="Metric">The metric's name, or <c>cause.</c> and a cause.</param>
internal sealed record ClaimNumber(string Strategy, string Metric)
{
    private const string Cause = "cause.";

    /// <value>What it is measured in.</value>
    public MetricUnit Unit => MetricCatalog.Find(Metric)?.Unit ?? MetricUnit.Count;

    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ClaimNumber Parse(string text) =>
        text.Split(' ') is [var strategy, var metric] && (metric.StartsWith(Cause, StringComparison.Ordinal) || MetricCatalog.Find(metric) is not null)
            ? new(strategy, metric)
            : throw new FormatException($"'{text}' is no number of a strategy; write 'naive-expiry surfaced401'.");

    /// <summary>The measured value.</summary>
    public double In(ArticleWorld world) => Read(world.ResultOf(Strategy));

    /// <summary>The measured value in words, or null where the summary of the run has it already.</summary>
    public string? InWords(ArticleWorld world)
    {
        var result = world.ResultOf(Strategy);
        var metrics = result.Metrics;
        return Metric switch
        {
            "wire401" or "surfaced401" or "exceptions" or "tokenRequests" => null,
            "firstAfterRefresh401" or "firstAfterRefresh401Rate" =>
                $"{metrics.FirstAfterRefresh401:N0} of {metrics.FirstAfterRefreshRequests:N0} first requests after a refresh "
                    + $"({metrics.FirstAfterRefresh401Rate:0.0%})",
            "sendsPerRequestMax" => $"up to {metrics.SendsPerRequestMax:N0} sends of one call",
            "addedLatencyMs.max" => $"up to {metrics.AddedLatencyMs.Max:N0} ms added to a call",
            "rateLimited429" => $"{metrics.RateLimited429:N0} answers 429",
            _ when Metric.StartsWith(Cause, StringComparison.Ordinal) => $"{Read(result):N0} of the 401s for `{Metric[Cause.Length..]}`",
            _ => throw new FormatException($"'{Metric}' has no words yet."),
        };
    }

    private double Read(RunResult result) => Metric.StartsWith(Cause, StringComparison.Ordinal)
        ? result.UnauthorizedByCause.Where(cause => cause.Cause == Metric[Cause.Length..]).Sum(cause => cause.Wire)
        : MetricCatalog.Find(Metric)!.Read(result.Metrics);
}
