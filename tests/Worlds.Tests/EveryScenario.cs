using System.Text.Json;
using SkewLab.Reports;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Results;

namespace SkewLab.Worlds.Tests;

/// <summary>Every scenario of the repository, run once, as a user does, for all tests that look at the results.</summary>
[CollectionDefinition(Name)]
public sealed class EveryScenario : IAsyncLifetime, ICollectionFixture<EveryScenario>
{
    /// <summary>The name of the collection that shares it.</summary>
    public const string Name = "every scenario";

    /// <value>How the run ended.</value>
    internal Finished Run { get; private set; } = null!;

    /// <value>One result per scenario and strategy, in the order of the run.</value>
    internal IReadOnlyList<RunResult> Results { get; private set; } = [];

    /// <value>The scenarios by name.</value>
    internal IReadOnlyDictionary<string, Scenario> Scenarios { get; private set; } = new Dictionary<string, Scenario>();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var json = Path.GetTempFileName();
        try
        {
            Run = await Cli.SkewLabAsync("run", "scenarios", "--quiet", "--json", json);
            var document = await File.ReadAllTextAsync(json);
            // Bad input is told in words and leaves no document: then the output says more than an exception here could.
            Results = document.Length == 0 ? [] : JsonSerializer.Deserialize(document, ResultJson.Default.ResultDocument)!.Results;
        }
        finally
        {
            File.Delete(json);
        }

        var files = Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml", SearchOption.AllDirectories);
        Scenarios = files.Select(file => ScenarioFile.Load(file, LabVocabulary.Value).Scenario).OfType<Scenario>().ToDictionary(scenario => scenario.Name);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
