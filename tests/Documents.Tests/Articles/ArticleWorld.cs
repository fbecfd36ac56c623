using System.Text.Json;
using SkewLab.Reports;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Results;

namespace SkewLab.Documents.Tests.Articles;

/// <summary>A scenario of scenarios/articles with what was measured in it.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Claims">The claims its header names; at least one.</param>
/// <param name="Results">One per strategy, in the scenario's order.</param>
internal sealed record ArticleWorld(Scenario Scenario, IReadOnlyList<ArticleClaim> Claims, IReadOnlyList<RunResult> Results)
{
    private const string Folder = "scenarios/articles";

    /// <summary>Runs the folder as a user does, and reads what was written.</summary>
    public static async Task<IReadOnlyList<ArticleWorld>> RunAllAsync()
    {
        var json = Path.GetTempFileName();
        try
        {
            var run = await Cli.SkewLabAsync("run", Folder, "--quiet", "--json", json);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            var results = JsonSerializer.Deserialize(
                await File.ReadAllTextAsync(json), ResultJson.Default.ResultDocument)!.Results.ToLookup(result => result.Scenario);
            return [.. Directory.GetFiles(Repository.PathOf(Folder), "*.yaml").Order(StringComparer.Ordinal).Select(file => Of(file, results))];
        }
        finally
        {
            File.Delete(json);
        }
    }

    /// <summary>What a strategy came to.</summary>
    /// <exception cref="FormatException">The scenario does not run it.</exception>
    public RunResult ResultOf(string strategy) => Results.FirstOrDefault(result => result.Strategy == strategy)
        ?? throw new FormatException($"{Scenario.Name} has no strategy '{strategy}'.");

    private static ArticleWorld Of(string file, ILookup<string, RunResult> results)
    {
        var scenario = ScenarioFile.Load(file, LabVocabulary.Value).Scenario!;
        Assert.Equal(Path.GetFileNameWithoutExtension(file), scenario.Name);
        return new(scenario, ArticleClaim.Read(file), [.. results[scenario.Name]]);
    }
}
