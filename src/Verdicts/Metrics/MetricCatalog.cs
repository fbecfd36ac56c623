using SkewLab.Scenarios.Values;

namespace SkewLab.Verdicts.Metrics;

/// <summary>A metric a scenario can set a bound on.</summary>
/// <param name="Name">Its name in results and in <c>expect</c>.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Read">Reads it.</param>
public sealed record Metric(string Name, MetricUnit Unit, Func<WorldMetrics, double> Read);

/// <summary>Every metric a scenario can name.</summary>
public static class MetricCatalog
{
    /// <value>The metrics, in the order documents list them.</value>
    public static IReadOnlyList<Metric> All { get; } =
    [
        new("requests", MetricUnit.Count, metrics => metrics.Requests),
        new("ok", MetricUnit.Count, metrics => metrics.Ok),
        new("surfaced401", MetricUnit.Count, metrics => metrics.Surfaced401),
        new("surfaced401Rate", MetricUnit.Share, metrics => metrics.Surfaced401Rate),
        new("wire401", MetricUnit.Count, metrics => metrics.Wire401),
        new("absorbed401", MetricUnit.Count, metrics => metrics.Absorbed401),
        new("firstAfterRefreshRequests", MetricUnit.Count, metrics => metrics.FirstAfterRefreshRequests),
        new("firstAfterRefresh401", MetricUnit.Count, metrics => metrics.FirstAfterRefresh401),
        new("firstAfterRefresh401Rate", MetricUnit.Share, metrics => metrics.FirstAfterRefresh401Rate),
        new("tokenRequests", MetricUnit.Count, metrics => metrics.TokenRequests),
        new("tokenRequestsFailed", MetricUnit.Count, metrics => metrics.TokenRequestsFailed),
        new("refreshInFlightMax", MetricUnit.Count, metrics => metrics.RefreshInFlightMax),
        new("sendsPerRequestMax", MetricUnit.Count, metrics => metrics.SendsPerRequestMax),
        new("addedLatencyMs.p50", MetricUnit.Milliseconds, metrics => metrics.AddedLatencyMs.P50),
        new("addedLatencyMs.p95", MetricUnit.Milliseconds, metrics => metrics.AddedLatencyMs.P95),
        new("addedLatencyMs.p99", MetricUnit.Milliseconds, metrics => metrics.AddedLatencyMs.P99),
        new("addedLatencyMs.max", MetricUnit.Milliseconds, metrics => metrics.AddedLatencyMs.Max),
        new("longestOutageSeconds", MetricUnit.Seconds, metrics => metrics.LongestOutageSeconds),
        new("lifetimeUsedMean", MetricUnit.Share, metrics => metrics.LifetimeUsedMean),
        new("rateLimited429", MetricUnit.Count, metrics => metrics.RateLimited429),
        new("exceptions", MetricUnit.Count, metrics => metrics.Exceptions),
        new("cancelled", MetricUnit.Count, metrics => metrics.Cancelled),
        new("skippedAsleep", MetricUnit.Count, metrics => metrics.SkippedAsleep),
        new("unfinished", MetricUnit.Count, metrics => metrics.Unfinished),
        new("jobs", MetricUnit.Count, metrics => metrics.Jobs),
        new("jobsOk", MetricUnit.Count, metrics => metrics.JobsOk),
        new("pagesLost", MetricUnit.Count, metrics => metrics.PagesLost),
        new("pagesTwice", MetricUnit.Count, metrics => metrics.PagesTwice),
        new("unattributed401", MetricUnit.Count, metrics => metrics.Unattributed401),
    ];

    /// <summary>Finds a metric by its name; null if there is none.</summary>
    public static Metric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);
}
