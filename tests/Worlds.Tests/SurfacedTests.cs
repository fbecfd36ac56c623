using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Worlds.Tests;

/// <summary>The claim that the skew-aware client is to be judged by: outside its limits its callers see no 401, in any scenario of the repository.</summary>
[Collection(EveryScenario.Name)]
public class SurfacedTests(EveryScenario every)
{
    private const string Own = "skew-aware";

    // A scenario names a limit where no client could do better. These do not, each for a reason of its own.
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["missing-scope-401"] = "the call is refused and not its token; another token would be refused too, so the 401 belongs to the caller",
        ["refused-without-skew"] = "the API refuses every token there is for ten minutes; what is promised is only that no storm comes of it",
    };

    public static TheoryData<string> Excepted => [.. Reasons.Keys];

    [Fact]
    public void Skew_aware_surfaces_no_401_in_any_scenario_but_for_a_limit_or_a_reason_given_here()
    {
        var runs = Runs().ToList();

        var surfaced = runs.Where(run => run.Result.Metrics.Surfaced401 > 0 && !ClaimsALimit(run) && !Reasons.ContainsKey(run.Result.Scenario));

        Assert.True(runs.Count >= 100, $"only {runs.Count} scenarios run {Own}");
        Assert.Empty(surfaced.Select(run => $"{run.Result.Scenario}, {run.Result.Strategy}: {run.Result.Metrics.Surfaced401} surfaced"));
    }

    [Theory]
    [MemberData(nameof(Excepted))]
    public void A_scenario_that_is_excepted_still_surfaces_a_401_and_claims_no_limit(string scenario)
    {
        var run = Assert.Single(Runs(), run => run.Result.Scenario == scenario);

        Assert.NotEqual(0, run.Result.Metrics.Surfaced401);
        Assert.False(ClaimsALimit(run), $"{scenario} names its limit by now; take its reason out");
        Assert.Null(run.Expected!.Pending);
    }

    // Only a limit that is claimed of 401s excuses them, and the verdict is IMPOSSIBLE only where the scenario's demand was broken indeed.
    private static bool ClaimsALimit((RunResult Result, ExpectationSection? Expected) run) =>
        run.Expected is { Limit: not null } expected && expected.Requires.ContainsKey("surfaced401");

    private IEnumerable<(RunResult Result, ExpectationSection? Expected)> Runs() =>
        from result in every.Results
        let scenario = every.Scenarios[result.Scenario]
        where scenario.Strategies.Single(strategy => strategy.Label == result.Strategy).Name == Own
        select (result, scenario.Expect.GetValueOrDefault(result.Strategy) ?? scenario.Expect.GetValueOrDefault("*"));
}
