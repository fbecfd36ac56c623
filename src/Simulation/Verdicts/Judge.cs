using SkewLab.Simulation.Metrics;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Simulation.Verdicts;

/// <summary>Holds a world's numbers against what the scenario expects of the strategy.</summary>
public static class Judge
{
    /// <summary>Checks every bound.</summary>
    /// <param name="scenario">Whose <c>expect</c> decides: an exact name replaces <c>"*"</c>.</param>
    /// <param name="strategy">The strategy's name.</param>
    /// <param name="metrics">What was measured.</param>
    /// <returns>One result per bound; none where no entry matches the strategy.</returns>
    public static IReadOnlyList<ExpectationResult> Check(Scenario scenario, string strategy, WorldMetrics metrics)
    {
        var section = scenario.Expect.GetValueOrDefault(strategy) ?? scenario.Expect.GetValueOrDefault("*");
        if (section is null)
            return [];
        // A world in which nobody called proves nothing.
        IEnumerable<ExpectationResult> silence = metrics.Requests == 0 ? [new("requires", "requests", ">= 1", 0, IsMet: false)] : [];
        return [.. silence, .. Check("reproduces", section.Reproduces, metrics), .. Check("requires", section.Requires, metrics)];
    }

    /// <summary>Sums the bounds up.</summary>
    public static Verdict Sum(IReadOnlyList<ExpectationResult> results)
    {
        if (results.Count == 0)
            return Verdict.None;
        if (!results.All(result => result.IsMet))
            return Verdict.Fails;
        return results.Any(result => result.Kind == "reproduces") ? Verdict.Reproduced : Verdict.Survives;
    }

    private static IEnumerable<ExpectationResult> Check(string kind, IReadOnlyDictionary<string, MetricRange> bounds, WorldMetrics metrics) =>
        bounds.OrderBy(bound => bound.Key, StringComparer.Ordinal).Select(bound =>
        {
            var measured = MetricCatalog.Find(bound.Key)!.Read(metrics);
            return new ExpectationResult(kind, bound.Key, bound.Value.ToString(), measured, bound.Value.Contains(measured));
        });
}
