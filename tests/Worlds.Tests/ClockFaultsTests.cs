using System.Text.RegularExpressions;
using SkewLab.Runners;
using SkewLab.VirtualTime;

namespace SkewLab.Worlds.Tests;

/// <summary>
/// A clock fault that changes no strategy's outcome has no place in the lab: scenarios/clocks shows one of each, on lines that end with <c># the fault</c>.
/// </summary>
public partial class ClockFaultsTests
{
    private const string Mark = "# the fault";

    private static readonly string[] Strategies = ["naive-expiry", "iat-offset", "skew-aware"];
    private static readonly string Folder = Repository.PathOf("scenarios", "clocks");

    private static IReadOnlyList<string> FaultNames { get; } = [.. typeof(IClockFault).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IClockFault)))
        .Select(type => WordBegin().Replace(type.Name, "-$0").ToLowerInvariant())
        .Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_clock_fault_has_a_scenario_that_shows_it()
    {
        Assert.Equal(12, FaultNames.Count);
        Assert.All(FaultNames, name => Assert.Contains(File.ReadLines(PathOf(name)), line => line.EndsWith(Mark, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_its_fault_each_of_these_worlds_ends_otherwise_for_some_strategy()
    {
        var worlds = await Task.WhenAll(FaultNames.Select(async name => (Name: name, Text: await File.ReadAllTextAsync(PathOf(name)))));

        var with = await OutcomesAsync(worlds);
        var without = await OutcomesAsync([.. worlds.Select(world => (world.Name, WithoutFault(world.Text)))]);

        Assert.All(FaultNames, name => Assert.NotEqual(without[name], with[name]));
    }

    /// <summary>What each strategy comes to in each world, as far as its user notices.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> OutcomesAsync(IReadOnlyList<(string Name, string Text)> worlds)
    {
        var requests = worlds.SelectMany(world => Strategies.Select(strategy =>
            new RunRequest { ScenarioFile = $"{world.Name}.yaml", ScenarioText = world.Text, Strategy = strategy })).ToArray();
        var messages = await OneRunner.RunAsync(requests);
        return messages
            .Select((message, index) => (requests[index].ScenarioFile, OneRunner.ResultOf(message).Metrics))
            .GroupBy(one => one.ScenarioFile[..^".yaml".Length])
            .ToDictionary(
                world => world.Key,
                world => string.Join("; ", world.Select(one => $"{one.Metrics.Surfaced401}/{one.Metrics.Wire401}/{one.Metrics.TokenRequests}")));
    }

    private static string WithoutFault(string text) =>
        string.Concat(text.Split('\n').Where(line => !line.EndsWith(Mark, StringComparison.Ordinal)).Select(line => $"{line}\n"));

    private static string PathOf(string name) => Path.Combine(Folder, $"{name}.yaml");

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordBegin();
}
