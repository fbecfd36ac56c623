using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Judging;

/// <summary>What a scenario's expectations amount to for one strategy.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Expectations">Each bound and what was measured.</param>
/// <param name="Reason">For IMPOSSIBLE the limit, for PENDING what the strategy lacks, for FAILS the limit or lack that was announced and did not show; else null.</param>
public sealed record Judgement(Verdict Verdict, IReadOnlyList<ExpectationResult> Expectations, string? Reason);

/// <summary>Holds a world's numbers against what the scenario expects of the strategy.</summary>
public static class Judge
{
    /// <summary>Checks every bound and sums up.</summary>
    /// <param name="scenario">Whose <c>expect</c> decides: an exact name replaces <c>"*"</c>.</param>
    /// <param name="strategy">What the scenario calls the strategy.</param>
    /// <param name="metrics">What was measured.</param>
    public static Judgement Check(Scenario scenario, string strategy, WorldMetrics metrics)
    {
        var section = scenario.Expect.GetValueOrDefault(strategy) ?? scenario.Expect.GetValueOrDefault("*");
        if (section is null)
            return new(Verdict.None, [], null);
        // A world in which nobody called proves nothing.
        IEnumerable<ExpectationResult> silence = metrics.Requests == 0 ? [new("requires", "requests", ">= 1", 0, IsMet: false)] : [];
        ExpectationResult[] required = [.. Check("requires", section.Requires, metrics)];
        ExpectationResult[] other = [.. silence, .. Check("reproduces", section.Reproduces, metrics)];
        if (other.Length + required.Length == 0)
            return new(Verdict.None, [], null);
        var (verdict, reason) = Sum(section, other.All(result => result.IsMet), required.All(result => result.IsMet));
        return new(verdict, [.. other, .. required], reason);
    }

    private static (Verdict Verdict, string? Reason) Sum(ExpectationSection section, bool areSymptomsMet, bool areRequirementsMet)
    {
        if (Excuse(section) is not (Verdict excused, string reason))
            return (!areSymptomsMet || !areRequirementsMet ? Verdict.Fails : section.Reproduces.Count > 0 ? Verdict.Reproduced : Verdict.Survives, null);
        if (!areSymptomsMet)
            return (Verdict.Fails, null);
        return areRequirementsMet ? (Verdict.Fails, $"everything required held, although the scenario says it cannot ({reason}): take that out of 'expect'") : (excused, reason);
    }

    private static (Verdict Verdict, string Reason)? Excuse(ExpectationSection section) =>
        section.Limit is { } limit ? (Verdict.Impossible, $"limit {LimitWords.NameOf(limit)}: {LimitWords.Of(limit)}")
        : section.Pending is { } lack ? (Verdict.Pending, $"it lacks {lack}")
        : null;

    private static IEnumerable<ExpectationResult> Check(string kind, IReadOnlyDictionary<string, MetricRange> bounds, WorldMetrics metrics) =>
        bounds.OrderBy(bound => bound.Key, StringComparer.Ordinal).Select(bound =>
        {
            var measured = MetricCatalog.Find(bound.Key)!.Read(metrics);
            return new ExpectationResult(kind, bound.Key, bound.Value.ToString(), measured, bound.Value.Contains(measured));
        });
}
