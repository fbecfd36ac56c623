using SkewLab.Reports;
using SkewLab.Runners;
using SkewLab.Simulation.Strategies;


namespace SkewLab.Commands;

/// <summary>One strategy in one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Request">What a runner is asked.</param>
internal sealed record RunJob(LoadedScenario Scenario, RunRequest Request);

/// <summary>Everything a run needs, checked before anything runs.</summary>
internal sealed record RunPlan
{
    /// <value>What was asked.</value>
    public required RunSettings Settings { get; init; }

    /// <value>The worlds, scenario by scenario.</value>
    public required IReadOnlyList<RunJob> Jobs { get; init; }

    /// <value>What of the scenarios the next version will not take, one sentence each.</value>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <value>Where the JSON goes for now; null without <c>--json</c>.</value>
    public string? JsonFile { get; init; }

    /// <value>Where the JUnit XML goes for now; null without <c>--junit</c>.</value>
    public string? JUnitFile { get; init; }

    /// <summary>Reads scenarios, checks every name and reserves every output file.</summary>
    /// <exception cref="BadInputException">Anything is wrong: all problems that can be known, one a line.</exception>
    public static RunPlan Create(RunSettings settings, OutputFiles files)
    {
        var problems = new List<string>();
        var scenarios = ScenarioPaths.Load(settings.Paths, problems);
        problems.InsertRange(0, settings.Strategies.Where(name => StrategyCatalog.Find(name) is null && !scenarios.Any(loaded => IsLabel(loaded, name)))
            .Select(name => $"--strategy: there is no strategy '{name}'; there are {string.Join(", ", StrategyCatalog.All.Select(strategy => strategy.Name))}"));
        var runs = scenarios.SelectMany(loaded => Names(settings, loaded).Select(name => (Loaded: loaded, Strategy: name))).ToList();
        var json = files.Reserve(settings.Json, "--json", problems);
        var junit = files.Reserve(settings.JUnit, "--junit", problems);
        var traces = TraceFiles(settings, runs, files, problems);
        if (problems.Count > 0)
            throw new BadInputException(string.Join(Environment.NewLine, problems));
        return new()
        {
            Settings = settings,
            Warnings = [.. scenarios.SelectMany(loaded => loaded.Warnings)],
            JsonFile = json,
            JUnitFile = junit,
            Jobs = [.. runs.Zip(traces, (run, trace) => new RunJob(run.Loaded, Request(settings, run.Loaded, run.Strategy, trace)))],
        };
    }

    // What one scenario calls a strategy may mean nothing to another.
    private static IEnumerable<string> Names(RunSettings settings, LoadedScenario loaded) => settings.Strategies.Count == 0
        ? loaded.Scenario.Strategies.Select(strategy => strategy.Label)
        : settings.Strategies.Distinct(StringComparer.Ordinal).Where(name => StrategyCatalog.Find(name) is not null || IsLabel(loaded, name));

    private static bool IsLabel(LoadedScenario loaded, string name) => loaded.Scenario.Strategies.Any(strategy => strategy.Label == name);

    private static RunRequest Request(RunSettings settings, LoadedScenario loaded, string strategy, string? trace) => new()
    {
        ScenarioFile = loaded.Path,
        ScenarioText = loaded.Text,
        Strategy = strategy,
        Options = settings.Options,
        TraceFile = trace,
    };

    // One per run, in the same order; null where none is wanted.
    private static IReadOnlyList<string?> TraceFiles(RunSettings settings, IReadOnlyList<(LoadedScenario Loaded, string Strategy)> runs, OutputFiles files, List<string> problems)
    {
        var path = settings.Trace;
        if (path is null || !Directory.Exists(path))
        {
            if (path is not null && runs.Count > 1)
                problems.Add($"--trace: {runs.Count} runs need a folder, and '{path}' is none; create it first, for example mkdir -p {ShellWord.Quote(path)}");
            else if (runs.Count == 1)
                return [files.Reserve(path, "--trace", problems)];
            return new string?[runs.Count];
        }

        var sameName = runs.Select(run => run.Loaded).Distinct().GroupBy(loaded => loaded.Scenario.Name).Where(group => group.Count() > 1).ToList();
        problems.AddRange(sameName.Select(group =>
            $"--trace: {string.Join(" and ", group.Select(loaded => loaded.Path))} have the same name, '{group.Key}', and would write the same trace; rename one, for example name: {group.Key}-2"));
        if (sameName.Count > 0)
            return new string?[runs.Count];
        return [.. runs.Select(run => files.Reserve(Path.Combine(path, $"{run.Loaded.Scenario.Name}.{run.Strategy}.trace"), "--trace", problems))];
    }
}
