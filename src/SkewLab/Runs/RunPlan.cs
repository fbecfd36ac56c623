using SkewLab.Input;
using SkewLab.Runners;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Runs;

/// <summary>One strategy in one scenario.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Request">What a runner is asked.</param>
/// <param name="Replay">The command that runs it again.</param>
internal sealed record RunJob(LoadedScenario Scenario, RunRequest Request, string Replay);

/// <summary>Everything a run needs, checked before anything runs.</summary>
internal sealed record RunPlan
{
    /// <value>What was asked.</value>
    public required RunSettings Settings { get; init; }

    /// <value>The worlds, scenario by scenario.</value>
    public required IReadOnlyList<RunJob> Jobs { get; init; }

    /// <value>What of the scenarios the next version will not take, one sentence each.</value>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <value>Where each report goes for now, by the option that asked for it.</value>
    public IReadOnlyDictionary<string, string> ReportFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads scenarios, checks every name and reserves every output file.</summary>
    /// <exception cref="BadInputException">Anything is wrong: all problems that can be known, one a line.</exception>
    public static RunPlan Create(RunSettings settings, OutputFiles files)
    {
        var problems = new List<string>();
        var scenarios = ScenarioPaths.Load(settings.Paths, problems);
        var all = string.Join(", ", StrategyCatalog.All.Select(strategy => strategy.Name));
        problems.InsertRange(0, settings.Strategies.Where(name => StrategyCatalog.Find(name) is null && !scenarios.Any(loaded => IsLabel(loaded, name)))
            .Select(name => $"--strategy: there is no strategy '{name}'; there are {all}"));
        var runs = scenarios.SelectMany(loaded => Names(settings, loaded).Select(name => (Loaded: loaded, Strategy: name))).ToList();
        var reports = settings.Reports.Select(report => (report.Option, File: files.Reserve(report.File, report.Option, problems))).ToList();
        var traces = TraceFiles(settings, runs, files, problems);
        if (problems.Count > 0)
            throw new BadInputException(string.Join(Environment.NewLine, problems));
        return new()
        {
            Settings = settings,
            Warnings = [.. scenarios.SelectMany(loaded => loaded.Warnings)],
            ReportFiles = reports.ToDictionary(report => report.Option, report => report.File!),
            Jobs =
            [
                .. runs.Zip(traces, (run, trace) =>
                    new RunJob(run.Loaded, Request(settings, run.Loaded, run.Strategy, trace), Replay(settings, run.Loaded, run.Strategy))),
            ],
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

    private static string Replay(RunSettings settings, LoadedScenario loaded, string strategy)
    {
        var named = settings.Strategies.Count > 0 ? $" --strategy {ShellWord.Quote(strategy)}" : "";
        return $"skewlab run {ShellWord.Quote(loaded.Path)}{named} --seed {settings.Options.Seed ?? loaded.Scenario.Seed}";
    }

    // One per run, in the same order; null where none is wanted.
    private static IReadOnlyList<string?> TraceFiles(
        RunSettings settings,
        IReadOnlyList<(LoadedScenario Loaded, string Strategy)> runs,
        OutputFiles files,
        List<string> problems)
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
            $"--trace: {string.Join(" and ", group.Select(loaded => loaded.Path))} have the same name, '{group.Key}', and would write the same trace; "
            + $"rename one, for example name: {group.Key}-2"));
        if (sameName.Count > 0)
            return new string?[runs.Count];
        return [.. runs.Select(run => files.Reserve(Path.Combine(path, $"{run.Loaded.Scenario.Name}.{run.Strategy}.trace"), "--trace", problems))];
    }
}
