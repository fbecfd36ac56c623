using System.Text.Json;

namespace SkewLab.Worlds.Tests;

/// <summary>Every scenario of the repository, run once: its verdicts and its traces are known.</summary>
public class GoldenHashesTests
{
    private static readonly string Golden = Repository.PathOf("tests", "Worlds.Tests", "golden-hashes.txt");

    [Fact]
    public async Task Every_scenario_ends_as_it_expects_and_leaves_the_trace_it_always_left()
    {
        var json = Path.GetTempFileName();
        try
        {
            var run = await Cli.SkewLabAsync("run", "scenarios", "--quiet", "--json", json);

            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            var hashes = Hashes(await File.ReadAllTextAsync(json));
            if (Environment.GetEnvironmentVariable("SKEWLAB_UPDATE") == "1")
                await File.WriteAllLinesAsync(Golden, hashes);
            Assert.Equal(await File.ReadAllLinesAsync(Golden), hashes);
        }
        finally
        {
            File.Delete(json);
        }
    }

    private static IReadOnlyList<string> Hashes(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("results").EnumerateArray()
            .Select(result => $"{result.GetProperty("scenario")} {result.GetProperty("strategy")} {result.GetProperty("traceSha256")}")];
}
