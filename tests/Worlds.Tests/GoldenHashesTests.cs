namespace SkewLab.Worlds.Tests;

/// <summary>Every scenario of the repository: its verdicts and its traces are known.</summary>
[Collection(EveryScenario.Name)]
public class GoldenHashesTests(EveryScenario every)
{
    private static readonly string Golden = Repository.PathOf("tests", "Worlds.Tests", "golden-hashes.txt");

    [Fact]
    public async Task Every_scenario_ends_as_it_expects_and_leaves_the_trace_it_always_left()
    {
        Assert.True(every.Run.ExitCode == 0, every.Run.Output + every.Run.Error);
        var hashes = every.Results.Select(result => $"{result.Scenario} {result.Strategy} {result.TraceSha256}").ToList();
        if (Environment.GetEnvironmentVariable("SKEWLAB_UPDATE") == "1")
            await File.WriteAllLinesAsync(Golden, hashes);
        Assert.Equal(await File.ReadAllLinesAsync(Golden), hashes);
    }
}
