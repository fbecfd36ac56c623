using System.CommandLine;

namespace SkewLab.Commands;

/// <summary><c>skewlab scenarios</c>: the scenario files there are, in one line each.</summary>
internal static class ScenariosCommand
{
    private const string DefaultFolder = "scenarios";

    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = new Argument<string[]>("path") { Description = "Scenario files or folders.", DefaultValueFactory = _ => [DefaultFolder] };
        var command = new Command("scenarios", "Lists scenario files with what they show.") { paths };
        command.SetAction(parsed =>
        {
            try
            {
                foreach (var loaded in ScenarioPaths.Load(parsed.GetValue(paths)!))
                {
                    output.WriteLine(loaded.Path);
                    output.WriteLine($"  {loaded.Scenario.Description}");
                    output.WriteLine($"  strategies: {string.Join(", ", loaded.Scenario.Strategies)}");
                }

                return ExitCode.Ok;
            }
            catch (BadInputException problem)
            {
                error.WriteLine(problem.Message);
                return ExitCode.BadInput;
            }
        });
        return command;
    }
}
