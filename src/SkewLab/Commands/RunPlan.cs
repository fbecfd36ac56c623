using SkewLab.Simulation.Runs;
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

    /// <value>Where the JSON goes for now; null without <c>--json</c>.</value>
    public string? JsonFile { get; init; }

    /// <value>Where the JUnit XML goes for now; null without <c>--junit</c>.</value>
    public string? JUnitFile { get; init; }

    /// <summary>Reads scenarios, checks every name and reserves every output file.</summary>
    /// <exception cref="BadInputException">Anything is wrong: all problems that can be known, one a line.</exception>
    public static RunPlan Create(RunSettings settings, OutputFiles files)
    {
        var problems = settings.Strategies.Where(name => StrategyCatalog.Find(name) is null)
            .Select(name => $"--strategy: there is no strategy '{name}'; there are {string.Join(", ", StrategyCatalog.All.Select(strategy => strategy.Name))}").ToList();
        var scenarios = Collect(problems, () => ScenarioPaths.Load(settings.Paths)) ?? [];
        var count = scenarios.Sum(loaded => Names(settings, loaded).Count);
        var json = Collect(problems, () => settings.Json is null ? null : files.Reserve(settings.Json, "--json"));
        var junit = Collect(problems, () => settings.JUnit is null ? null : files.Reserve(settings.JUnit, "--junit"));
        var traces = Collect(problems, () => TraceFiles(settings, scenarios, count, files)) ?? [];
        if (problems.Count > 0)
            throw new BadInputException(string.Join(Environment.NewLine, problems));
        return new()
        {
            Settings = settings,
            JsonFile = json,
            JUnitFile = junit,
            Jobs = [.. scenarios.SelectMany(loaded => Names(settings, loaded).Select(name => new RunJob(loaded, Request(settings, loaded, name, traces.GetValueOrDefault((loaded, name))))))],
        };
    }

    private static IReadOnlyList<string> Names(RunSettings settings, LoadedScenario loaded) => settings.Strategies.Count > 0 ? settings.Strategies : loaded.Scenario.Strategies;

    private static RunRequest Request(RunSettings settings, LoadedScenario loaded, string strategy, string? trace) => new()
    {
        ScenarioFile = loaded.Path,
        ScenarioText = loaded.Text,
        Strategy = strategy,
        Seed = settings.Seed,
        VerifyEverySignature = settings.VerifyEverySignature,
        TraceFile = trace,
    };

    private static Dictionary<(LoadedScenario, string), string> TraceFiles(RunSettings settings, IReadOnlyList<LoadedScenario> scenarios, int count, OutputFiles files)
    {
        var traces = new Dictionary<(LoadedScenario, string), string>();
        if (settings.Trace is not { } path || count == 0)
            return traces;
        var isFolder = Directory.Exists(path);
        if (count > 1 && !isFolder)
            throw new BadInputException($"--trace: {count} runs need a folder, and '{path}' is none; create it first, for example mkdir -p {path}");
        foreach (var loaded in scenarios)
        {
            foreach (var name in Names(settings, loaded))
                traces[(loaded, name)] = files.Reserve(isFolder ? Path.Combine(path, $"{loaded.Scenario.Name}.{name}.trace") : path, "--trace");
        }

        return traces;
    }

    private static T Collect<T>(List<string> problems, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (BadInputException problem)
        {
            problems.Add(problem.Message);
            return default!;
        }
    }
}
