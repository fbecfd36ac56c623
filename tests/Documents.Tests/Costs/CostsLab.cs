using SkewLab.Runners;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>Every run of the page, made once for all tests.</summary>
public sealed class CostsLab : IAsyncLifetime
{
    private readonly Dictionary<CostRun, CostResult> _results = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var elements = from element in Elements.All from case_ in element.Cases from client in case_.Clients select new CostRun(case_.World, client);
        var limits = from limit in LimitCase.All from client in limit.Own.Concat(LimitCase.Rivals) select new CostRun(limit.World, client);
        var simpler = from case_ in SimplerCase.All from client in case_.Clients select new CostRun(case_.World, client);
        var runs = elements.Concat(limits).Concat(simpler).Distinct().ToList();
        using var pool = new RunnerPool(2);
        var outcomes = await pool.RunAsync([.. runs.Select(run => run.Request())], (_, _) => { }, CancellationToken.None);
        foreach (var (run, outcome) in runs.Zip(outcomes))
        {
            _results[run] = outcome.Message is RunnerMessage.Finished { Result: { Unsound: null } result }
                ? new(run.Client, result.Metrics)
                : throw new InvalidOperationException($"{run} cannot be judged: {outcome.Message}");
        }
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What clients came to in a world, in the order of <paramref name="clients"/>.</summary>
    internal IReadOnlyList<CostResult> Of(string world, params IEnumerable<CostClient> clients) => [.. clients.Select(client => _results[new(world, client)])];

    /// <summary>What a scenario file says of itself.</summary>
    internal static Scenario Scenario(string world)
    {
        var load = ScenarioFile.Load(Repository.PathOf(world.Split('/')), LabVocabulary.Value);
        Assert.Empty(load.Errors);
        return load.Scenario!;
    }
}
