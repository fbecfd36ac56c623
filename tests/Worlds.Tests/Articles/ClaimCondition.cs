using SkewLab.Simulation.Metrics;
using SkewLab.Simulation.Runs;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Worlds.Tests.Articles;

/// <summary>A number that a claim comes to, written <c>naive-expiry surfaced401 0</c>: strategy, metric, range. <c>cause.expired</c> counts the 401s of one cause.</summary>
/// <param name="Strategy">What the scenario calls the strategy.</param>
/// <param name="Metric">The metric's name, or <c>cause.</c> and a cause.</param>
/// <param name="Range">Where it must lie.</param>
internal sealed record ClaimCondition(string Strategy, string Metric, string Range)
{
    private const string Cause = "cause.";

    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ClaimCondition Parse(string text) =>
        text.Split(' ', 3) is [var strategy, var metric, var range] && (metric.StartsWith(Cause, StringComparison.Ordinal) || MetricCatalog.Find(metric) is not null)
            ? new(strategy, metric, range)
            : throw new FormatException($"'{text}' is no condition; write 'naive-expiry surfaced401 0'.");

    /// <summary>Whether it was measured so.</summary>
    public bool Holds(ArticleWorld world) => MetricRange.Parse(Range, MetricCatalog.Find(Metric)?.Unit ?? MetricUnit.Count).Contains(Measured(world.ResultOf(Strategy)));

    /// <summary>The measured value in words, where the summary that stands beside it does not hold it: null.</summary>
    public string? InWords(ArticleWorld world)
    {
        var result = world.ResultOf(Strategy);
        var metrics = result.Metrics;
        return Metric switch
        {
            "wire401" or "surfaced401" or "exceptions" or "tokenRequests" => null,
            "firstAfterRefresh401" or "firstAfterRefresh401Rate" => $"{metrics.FirstAfterRefresh401:N0} of {metrics.FirstAfterRefreshRequests:N0} first requests after a refresh ({metrics.FirstAfterRefresh401Rate:0.0%})",
            "sendsPerRequestMax" => $"up to {metrics.SendsPerRequestMax:N0} sends of one call",
            "addedLatencyMs.max" => $"up to {metrics.AddedLatencyMs.Max:N0} ms added to a call",
            "rateLimited429" => $"{metrics.RateLimited429:N0} answers 429",
            _ when Metric.StartsWith(Cause, StringComparison.Ordinal) => $"{Measured(result):N0} of the 401s for `{Metric[Cause.Length..]}`",
            _ => throw new FormatException($"'{Metric}' has no words yet."),
        };
    }

    private double Measured(RunResult result) => Metric.StartsWith(Cause, StringComparison.Ordinal)
        ? result.UnauthorizedByCause.Where(cause => cause.Cause == Metric[Cause.Length..]).Sum(cause => cause.Wire)
        : MetricCatalog.Find(Metric)!.Read(result.Metrics);
}
