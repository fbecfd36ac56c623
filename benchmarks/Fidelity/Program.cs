using System.Text.Json;
using SkewLab.Benchmarks.Fidelity;
using SkewLab.Input;
using SkewLab.Reports;

// Runs a scenario live and compares it with what the simulation made of it. Prints the tables of docs/fidelity.md.
// Ends with 0 where both agree, 1 where they do not, 2 where the scenario cannot be run live.
const int LiveRuns = 3;
var (file, simulatedFile) = (args[0], args[1]);

List<string> problems = [];
var loaded = ScenarioPaths.Load([file], problems).SingleOrDefault();
if (loaded is not null)
    problems.AddRange(LiveShape.ProblemsOf(loaded));
if (loaded is null || problems.Count > 0)
{
    problems.ForEach(Console.Error.WriteLine);
    return 2;
}

var scenario = loaded.Scenario;
var document = JsonSerializer.Deserialize(await File.ReadAllTextAsync(simulatedFile), ResultJson.Default.ResultDocument)!;

// What the process does for the first time is slow.
await RunAllAsync(TimeSpan.FromSeconds(3));
List<LiveResult[]> runs = [];
for (var run = 1; run <= LiveRuns; run++)
{
    Console.Error.WriteLine($"live run {run} of {LiveRuns}: {scenario.Duration.TotalSeconds} s");
    runs.Add(await RunAllAsync(scenario.Duration));
}

var results = scenario.Strategies.Select((strategy, index) =>
    new BothWays(strategy.Label, Counts.Of(document.Results.Single(result => result.Strategy == strategy.Label)), [.. runs.Select(run => run[index])]));
var report = new Report(new(scenario.Duration, scenario.Traffic[0].Rate!.MeanInterval, scenario.Api.Nodes), [.. results]);
report.Write(Console.Out);
return report.Agrees ? 0 : 1;

// Side by side, each strategy with servers of its own.
Task<LiveResult[]> RunAllAsync(TimeSpan duration) =>
    Task.WhenAll(scenario.Strategies.Select(strategy => Task.Run(() => new LiveRun(loaded, strategy).RunAsync(duration))));
