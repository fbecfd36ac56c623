using SkewLab.Runners;

namespace SkewLab.EndToEnd.Tests;

/// <summary>Worlds for tests of runners.</summary>
internal static class Worlds
{
    /// <summary>A small world with four callers, an API node that learns late and a short lifetime.</summary>
    public const string Small = """
        lab: 1
        name: small
        seed: 7
        duration: 5m
        idp: { tokens: { lifetime: 1m } }
        api: { nodes: 3, each: { clock: { offset: "uniform(-5ms, 5ms)" } }, node: { api-2: { learnsTokenAfter: 800ms } } }
        clients: { count: 2 }
        links:
          "client -> idp": { oneWay: "lognormal(20ms, 0.3)" }
          "client -> api-*": { oneWay: "lognormal(15ms, 0.4)" }
        traffic:
          - { executor: constantArrivalRate, rate: 2/s, request: GET /api/v2/users/me }
          - { executor: constantVus, vus: 4, pause: 250ms, request: GET /api/v2/conversations/voice }
        strategies: [naive-expiry]
        """;

    /// <summary><see cref="Small"/> for ten years: no test waits for its end.</summary>
    public static readonly string Endless = Small.Replace("duration: 5m", "duration: 3650d", StringComparison.Ordinal);

    /// <summary>A request for <see cref="Small"/> with a strategy of the lab or of this assembly.</summary>
    public static RunRequest With(string strategy) => new()
    {
        ScenarioFile = "small.yaml",
        ScenarioText = Small,
        Strategy = strategy,
        ClientAssembly = typeof(Worlds).Assembly.Location,
    };

    /// <summary>Runs worlds one after another in one runner.</summary>
    public static Task<IReadOnlyList<RunnerMessage>> RunAsync(params RunRequest[] requests) => OneRunner.RunAsync(requests);
}
