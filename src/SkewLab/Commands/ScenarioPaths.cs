using SkewLab.Simulation;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Commands;

/// <summary>A scenario file that was read and found good.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Scenario">What it means.</param>
internal sealed record LoadedScenario(string Path, string Text, Scenario Scenario);

/// <summary>Finds and reads the scenario files a command is given.</summary>
internal static class ScenarioPaths
{
    /// <summary>Reads files and, recursively, folders.</summary>
    /// <exception cref="BadInputException">Any file has any problem: all problems of all files, one a line.</exception>
    public static IReadOnlyList<LoadedScenario> Load(IEnumerable<string> paths)
    {
        var problems = new List<string>();
        var loaded = new List<LoadedScenario>();
        foreach (var file in paths.SelectMany(path => Expand(path, problems)).Distinct(StringComparer.Ordinal))
        {
            var load = ScenarioFile.Load(file, LabVocabulary.Value);
            if (load.Scenario is { } scenario)
                loaded.Add(new(file, load.Text, scenario));
            problems.AddRange(load.Errors.Select(error => $"{error}"));
        }

        return problems.Count == 0 ? loaded : throw new BadInputException(string.Join(Environment.NewLine, problems));
    }

    private static IEnumerable<string> Expand(string path, List<string> problems)
    {
        if (!Directory.Exists(path))
            return [path];
        var files = Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            problems.Add($"{path}: the folder holds no scenario; scenario files end in .yaml, for example {Path.Combine(path, "my-bug.yaml")}");
        return files;
    }
}
