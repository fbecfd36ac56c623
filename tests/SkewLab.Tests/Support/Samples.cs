using System.Collections.Concurrent;
using SkewLab.Input;
using SkewLab.Runs;
using SkewLab.Scenarios;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.SkewLab.Tests.Support;

/// <summary>Scenarios and results made by hand.</summary>
internal static class Samples
{
    private static readonly ConcurrentDictionary<string, LoadedScenario> Loaded = new(StringComparer.Ordinal);

    /// <summary>A scenario file without a problem.</summary>
    public static string Scenario(string name, string strategies = "naive-expiry") => $$"""
        lab: 1
        name: {{name}}
        duration: 1m
        traffic: [ { executor: constantArrivalRate, rate: 12/min, request: GET /api/v2/users/me } ]
        strategies: [ {{strategies}} ]
        """;

    /// <summary>A result.</summary>
    public static RunResult Result(string strategy, Verdict verdict, string scenario = "small") => new()
    {
        Scenario = scenario,
        Strategy = strategy,
        Seed = 7,
        Verdict = verdict,
        Unsound = verdict == Verdict.Unsound ? "stuck" : null,
        TraceSha256 = "3f9a" + new string('0', 56) + "c1c1",
        VirtualDurationSeconds = 60,
        Metrics = new WorldMetrics { Requests = 1234, Ok = 1234, TokenRequests = 12 },
        Expectations = [],
        UnauthorizedByCause = [],
        Unauthorized = [],
    };

    /// <summary>The world of <paramref name="result"/> ran, in a quarter of a second.</summary>
    public static RunOutcome Ran(RunResult result) => new Ran(Job(result.Strategy, result.Scenario), Wall, result);

    /// <summary>A world that came to no result.</summary>
    public static RunOutcome NotRun(NotRunKind kind, string message, string strategy = "naive-expiry", string scenario = "small") =>
        new NotRun(Job(strategy, scenario), Wall, kind, message);

    /// <summary>A plan for <paramref name="outcomes"/>.</summary>
    public static RunPlan Plan(IReadOnlyList<RunOutcome> outcomes, bool quiet = false) =>
        new() { Settings = new() { Paths = [], Quiet = quiet }, Jobs = [.. outcomes.Select(outcome => outcome.Job)] };

    private static TimeSpan Wall => TimeSpan.FromSeconds(0.25);

    // One scenario per name, however many strategies meet it.
    private static RunJob Job(string strategy, string scenario) => new(
        Loaded.GetOrAdd(scenario, Load),
        new() { ScenarioFile = "", ScenarioText = "", Strategy = strategy, Options = new() { Seed = 7 } },
        "skewlab run small.yaml --seed 7");

    private static LoadedScenario Load(string name)
    {
        var text = Scenario(name);
        return new($"{name}.yaml", text, ScenarioFile.Parse(text, $"{name}.yaml", LabVocabulary.Value).Scenario!);
    }
}
