using SkewLab.ClientContract;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests;

/// <summary>Scenarios for the tests here, and a vocabulary that knows their names.</summary>
internal static class ScenarioTexts
{
    /// <summary>A scenario file with every section.</summary>
    internal static readonly string Example = Repository.PathOf("tests", "Scenarios.Tests", "example.yaml");

    /// <summary>The least that runs: seven lines, so that a line appended is line 8.</summary>
    internal const string Minimal = """
        lab: 1
        name: minimal
        duration: 1h
        api: { nodes: 2 }
        clients: { grant: refreshToken }
        traffic: [ { executor: constantArrivalRate, rate: 12/min } ]
        strategies: [ naive-expiry, skew-aware ]

        """;

    internal static readonly ScenarioVocabulary Vocabulary = new()
    {
        Strategies = ["naive-expiry", "skew-aware", "iat-offset", "exp-minus-5s", "retry-after-int"],
        StrategyOptions = new Dictionary<string, IReadOnlyList<StrategyOptionAttribute>>
        {
            ["exp-minus-5s"] =
            [
                new("buffer", StrategyOptionKind.Duration, "5s") { Min = "0s", Max = "1d", Description = "How long before exp." },
                new("retries", StrategyOptionKind.Count, "0") { Min = "0", Max = "9", Description = "How often." },
                new("locked", StrategyOptionKind.Switch, "false") { Description = "Whether it locks." },
            ],
            ["retry-after-int"] = [new("over", StrategyOptionKind.Name, "naive-expiry") { Description = "What it is put over." }],
        },
        InnerStrategies = new Dictionary<string, IReadOnlyList<string>> { ["retry-after-int"] = ["exp-minus-5s", "iat-offset", "naive-expiry"] },
        ValidatorPresets = ["jose", "pyjwt", "spring", "microsoft"],
        ClockProfiles = ["perfect", "cloud-vm", "phone"],
        Metrics = new Dictionary<string, MetricUnit>
        {
            ["surfaced401"] = MetricUnit.Count,
            ["firstAfterRefresh401Rate"] = MetricUnit.Share,
            ["addedLatencyMs.p95"] = MetricUnit.Milliseconds,
            ["longestOutageSeconds"] = MetricUnit.Seconds,
        },
    };

    internal static ScenarioLoad Parse(string text) => ScenarioFile.Parse(text, "test.yaml", Vocabulary);

    /// <summary>The scenario; fails the test with the errors if there are any.</summary>
    internal static Scenario Valid(string text)
    {
        var load = Parse(text);
        Assert.Equal([], load.Errors.Select(error => error.ToString()));
        return load.Scenario!;
    }

    /// <summary>The only error, without the file's name.</summary>
    internal static string OnlyError(string text)
    {
        var load = Parse(text);
        Assert.Null(load.Scenario);
        return Assert.Single(load.Errors).ToString()["test.yaml:".Length..];
    }
}
