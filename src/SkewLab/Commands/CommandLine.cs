using System.CommandLine;
using SkewLab.Runs;

namespace SkewLab.Commands;

/// <summary>The commands of <c>skewlab</c>.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs one command line.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Reproduces and explains OAuth failures that are caused by time: 401s right after a token refresh, and all their relatives.")
        {
            RunCommand.Create(output, error),
            StrategiesCommand.Create(output),
            ScenariosCommand.Create(output, error),
            SchemaCommand.Create(output),
            ServeCommand.Create(output, error),
            ClockCommand.Create(output, error),
            FaultCommand.Create(output, error),
            KeysCommand.Create(output, error),
            JournalCommand.Create(output, error),
            ResetCommand.Create(output, error),
        };
        if (args.Length == 0)
        {
            root.Parse("--help").Invoke(new InvocationConfiguration { Output = error });
            return ExitCode.BadInput;
        }

        // A path that begins with @ is a path, not a file of arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine(problem.Message);
            error.WriteLine("skewlab --help shows how to use it.");
            return ExitCode.BadInput;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (IOException full)
        {
            error.WriteLine($"Cannot write the output: {full.Message}");
            return ExitCode.BadInput;
        }
    }
}
