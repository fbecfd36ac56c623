using SkewLab.Commands;
using SkewLab.Scenarios;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.SkewLab.Tests.Support;

/// <summary>Scenarios and results made by hand.</summary>
internal static class Samples
{
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
        Replay = "skewlab run small.yaml --seed 7",
        Run = new() { WallSeconds = 0.25 },
    };

    /// <summary>A plan whose jobs belong to <paramref name="results"/>, one scenario per name.</summary>
    public static RunPlan Plan(IReadOnlyList<RunResult> results, bool quiet = false)
    {
        var loaded = results.Select(result => result.Scenario).Distinct().ToDictionary(name => name, Load);
        return new()
        {
            Settings = new() { Paths = [], Quiet = quiet },
            Jobs = [.. results.Select(result => new RunJob(loaded[result.Scenario], new() { ScenarioFile = "", ScenarioText = "", Strategy = result.Strategy }))],
        };
    }

    private static LoadedScenario Load(string name)
    {
        var text = Scenario(name);
        return new($"{name}.yaml", text, ScenarioFile.Parse(text, $"{name}.yaml", LabVocabulary.Value).Scenario!);
    }
}
