using System.CommandLine;
using SkewLab.Input;
using SkewLab.Runs;

namespace SkewLab.Commands;

/// <summary><c>skewlab scenarios</c>: the scenario files there are, in one line each.</summary>
internal static class ScenariosCommand
{
    private const string DefaultFolder = "scenarios";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = ScenarioPaths.Argument($"Scenario files or folders; the folder '{DefaultFolder}' if none is named.", ArgumentArity.ZeroOrMore);
        var command = new Command("scenarios", "Lists scenario files with what they show.") { paths };
        command.SetAction(parsed =>
        {
            var problems = new List<string>();
            foreach (var loaded in Load(parsed.GetValue(paths) ?? [], problems))
            {
                output.WriteLine(loaded.Path);
                if (loaded.Scenario.Description.Length > 0)
                    output.WriteLine($"  {loaded.Scenario.Description}");
                output.WriteLine($"  strategies: {string.Join(", ", loaded.Scenario.Strategies.Select(strategy => strategy.Label))}");
            }

            foreach (var problem in problems)
                error.WriteLine(problem);
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.BadInput;
        });
        return command;
    }

    private static IReadOnlyList<LoadedScenario> Load(IReadOnlyList<string> paths, List<string> problems)
    {
        if (paths.Count > 0)
            return ScenarioPaths.Load(paths, problems);
        if (Directory.Exists(DefaultFolder))
            return ScenarioPaths.Load([DefaultFolder], problems);
        problems.Add($"There is no folder '{DefaultFolder}' here; name one, for example skewlab scenarios path/to/{DefaultFolder}");
        return [];
    }
}
