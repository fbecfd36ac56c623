using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using SkewLab.Input;
using SkewLab.Scenarios.Values;

namespace SkewLab.Commands;

/// <summary><c>skewlab clock</c>: reads, sets and moves the clocks of a running lab.</summary>
internal static class ClockCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var show = new Command("show", "Prints every clock.");
        show.SetAction(parsed => control.Run(parsed, error, async lab => Print(output, await lab.SendAsync(HttpMethod.Get, "/clocks"))));
        var command = new Command("clock", "Reads, sets and moves the clocks of a running lab.") { show, Set(control, output, error), Advance(control, output, error) };
        control.AddTo(command);
        return command;
    }

    private static Command Set(ControlOptions control, TextWriter output, TextWriter error)
    {
        var names = new Argument<string[]>("node") { Description = "idp, api-1, …: all of them are set at one instant.", Arity = ArgumentArity.OneOrMore };
        var offset = new Option<string?>("--offset") { Description = "How far it is ahead of reference time, for example -2s.", HelpName = "DURATION" };
        var now = new Option<string?>("--now") { Description = "What it reads, for example 2030-01-01T12:00:00Z.", HelpName = "INSTANT" };
        var drift = new Option<int?>("--drift") { Description = "How much too fast it runs from now on, for example 50ppm.", HelpName = "DRIFT", CustomParser = Drift };
        var frozen = new Option<bool?>("--frozen") { Description = "true stops it, false lets it run on from where it stands.", HelpName = "true|false", Arity = ArgumentArity.ExactlyOne };
        var command = new Command("set", "Sets clocks.") { names, offset, now, drift, frozen };
        command.SetAction(parsed => control.Run(parsed, error, async lab =>
        {
            var setting = new { Offset = parsed.GetValue(offset), Now = parsed.GetValue(now), DriftPpm = parsed.GetValue(drift) / 1000m, Frozen = parsed.GetValue(frozen) };
            if (setting is { Offset: null, Now: null, DriftPpm: null, Frozen: null })
                throw new BadInputException("Say what to set: --offset, --now, --drift or --frozen; for example skewlab clock set idp --offset -2s");
            Print(output, await lab.SendAsync(HttpMethod.Put, "/clocks", parsed.GetValue(names)!.Distinct().ToDictionary(name => name, _ => setting)));
        }));
        return command;
    }

    private static Command Advance(ControlOptions control, TextWriter output, TextWriter error)
    {
        var by = new Argument<string>("by") { Description = "How far, for example 1h or -2s." };
        var names = new Argument<string[]>("node") { Description = "Whose clocks; all of them where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("advance", "Moves clocks; they keep running.") { by, names };
        command.SetAction(parsed => control.Run(parsed, error, async lab =>
            Print(output, await lab.SendAsync(HttpMethod.Post, "/clocks/advance", new { By = parsed.GetValue(by), Clocks = parsed.GetValue(names) }))));
        return command;
    }

    private static void Print(TextWriter output, JsonElement clocks)
    {
        foreach (var clock in clocks.EnumerateObject())
        {
            var drift = clock.Value.GetProperty("driftPpm").GetDecimal();
            var frozen = clock.Value.GetProperty("frozen").GetBoolean() ? "   stands still" : "";
            output.WriteLine($"{clock.Name,-7} {clock.Value.GetProperty("offset").GetString(),-10} reads {clock.Value.GetProperty("now").GetDateTimeOffset():yyyy-MM-dd HH:mm:ss.fff}{(drift == 0 ? "" : $"   drift {drift:0.###}ppm")}{frozen}");
        }
    }

    private static int? Drift(ArgumentResult argument)
    {
        try
        {
            return DriftText.Parse(argument.Tokens[0].Value);
        }
        catch (FormatException problem)
        {
            argument.AddError($"--drift: {problem.Message}");
            return null;
        }
    }
}
