using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.InteropServices;
using SkewLab.Input;
using SkewLab.Reports;
using SkewLab.Runs;

namespace SkewLab.Commands;

/// <summary><c>skewlab run</c>: runs strategies through scenarios and says what happened.</summary>
internal static class RunCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var paths = ScenarioPaths.Argument("Scenario files, or folders of them.", ArgumentArity.OneOrMore);
        var strategy = new Option<string[]>("--strategy")
        {
            Description = "The strategies to run instead of the scenario's own, separated by commas.",
            HelpName = "NAME,…",
        };
        var seed = new Option<ulong?>("--seed") { Description = "The seed to use instead of the scenario's own.", HelpName = "N", CustomParser = Seed };
        var verify = new Option<string?>("--verify")
        {
            Description = "cached, the default: nodes remember a signature they have verified; full: they verify it at every request.",
            HelpName = "cached|full",
            CustomParser = Verify,
        };
        List<Option<string?>> reports =
        [
            .. ReportCatalog.All.Select(report => report.Option).OfType<ReportOption>()
                .Select(option => new Option<string?>(option.Name) { Description = option.Description, HelpName = "FILE" }),
        ];
        var trace = new Option<string?>("--trace") { Description = "Write every event: a file for a single run, a folder for several.", HelpName = "PATH" };
        var check = new Option<bool>("--check-determinism") { Description = "Run everything twice and compare." };
        var quiet = new Option<bool>("--quiet") { Description = "Print verdicts only." };
        var command = new Command("run", "Runs strategies through scenarios: verdicts, and why calls got a 401.") { paths, strategy, seed, verify };
        foreach (var option in (IEnumerable<Option>)[.. reports, trace, check, quiet])
            command.Add(option);
        command.SetAction(parsed => Run(
            new()
            {
                Paths = parsed.GetValue(paths)!,
                Strategies = [.. (parsed.GetValue(strategy) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries))],
                Options = new() { Seed = parsed.GetValue(seed), VerifyEverySignature = parsed.GetValue(verify) == "full" },
                Reports = [.. reports.Where(option => parsed.GetValue(option) is not null).Select(option => (option.Name, parsed.GetValue(option)!))],
                Trace = parsed.GetValue(trace),
                CheckDeterminism = parsed.GetValue(check),
                Quiet = parsed.GetValue(quiet),
            },
            output,
            error));
        return command;
    }

    private static ulong? Seed(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            return seed;
        argument.AddError($"--seed: '{text}' is not a whole number from 0 to {ulong.MaxValue}; for example --seed 42");
        return null;
    }

    private static string Verify(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (text is not ("cached" or "full"))
            argument.AddError($"--verify: '{text}' is neither cached nor full; for example --verify full");
        return text;
    }

    private static int Run(RunSettings settings, TextWriter output, TextWriter error)
    {
        using var interruption = new CancellationTokenSource();
        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interruption.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            using var files = new OutputFiles();
            var plan = RunPlan.Create(settings, files);
            foreach (var warning in plan.Warnings)
                error.WriteLine($"warning: {warning}");
            var outcomes = new RunSession(plan, new Progress(error)).RunAsync(interruption.Token).GetAwaiter().GetResult();
            ReportCatalog.Write(plan, outcomes, files, output);
            return ExitCode.Of(outcomes);
        }
        catch (BadInputException problem)
        {
            error.WriteLine(problem.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }
}
