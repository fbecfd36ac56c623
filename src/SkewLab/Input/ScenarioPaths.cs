using System.CommandLine;
using System.IO.Enumeration;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;

namespace SkewLab.Input;

/// <summary>A scenario file that was read and found good.</summary>
/// <param name="Path">As the user named it.</param>
/// <param name="Text">What it holds.</param>
/// <param name="Scenario">What it means.</param>
internal sealed record LoadedScenario(string Path, string Text, Scenario Scenario)
{
    /// <value>What of it the next version will not take, one sentence each. Empty by default.</value>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Finds and reads the scenario files a command is given.</summary>
internal static class ScenarioPaths
{
    /// <summary>The argument that takes them.</summary>
    public static Argument<string[]> Argument(string description, ArgumentArity arity)
    {
        var paths = new Argument<string[]>("path") { Description = description, Arity = arity };
        // The parser would take an option it does not know for a path.
        paths.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
                result.AddError($"There is no option '{token.Value}'. For a file of that name write './{token.Value}'.");
        });
        return paths;
    }

    /// <summary>Reads files and, recursively, folders.</summary>
    /// <param name="paths">Files and folders; a file that is named twice is read once.</param>
    /// <param name="problems">Takes all problems of all files.</param>
    /// <returns>The files in which nothing is wrong.</returns>
    public static IReadOnlyList<LoadedScenario> Load(IEnumerable<string> paths, List<string> problems)
    {
        var loaded = new List<LoadedScenario>();
        foreach (var file in paths.SelectMany(path => Expand(path, problems)).DistinctBy(FullPath, StringComparer.Ordinal))
        {
            var load = ScenarioFile.Load(file, LabVocabulary.Value);
            if (load.Scenario is { } scenario)
                loaded.Add(new(file, load.Text, scenario) { Warnings = [.. load.Warnings.Select(warning => $"{warning}")] });
            problems.AddRange(load.Errors.Select(error => $"{error}"));
        }

        return loaded;
    }

    private static string FullPath(string path) => path.Length == 0 ? "" : Path.GetFullPath(path);

    private static IReadOnlyList<string> Expand(string path, List<string> problems)
    {
        if (!Directory.Exists(path))
            return [path];
        try
        {
            var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
            var all = new FileSystemEnumerable<string>(path, (ref entry) => entry.ToSpecifiedFullPath(), everything)
            {
                ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.FileName.EndsWith(".yaml", StringComparison.Ordinal),
                // A link to a folder above would be followed for ever.
                ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            };
            var files = all.Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
                problems.Add($"{path}: the folder holds no scenario; scenario files end in .yaml, for example {Path.Combine(path, "my-bug.yaml")}");
            return files;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: the folder cannot be read: {unreadable.Message}");
            return [];
        }
    }
}
