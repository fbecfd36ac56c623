using System.CommandLine;
using SkewLab.Input;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary><c>skewlab clock</c>: reads, sets and moves the clocks of a running lab.</summary>
internal static class ClockCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var show = new Command("show", "Prints every clock.");
        show.SetAction(parsed => control.Run(parsed, error, async lab => Print(output, await lab.GetClocksAsync())));
        var command = new Command("clock", "Reads, sets and moves the clocks of a running lab.") { show, Set(control, output, error), Advance(control, output,
            error) };
        control.AddTo(command);
        return command;
    }

    private static Command Set(ControlOptions control, TextWriter output, TextWriter error)
    {
        var names = new Argument<string[]>("node") { Description = "idp, api-1, …: all of them are set at one instant.", Arity = ArgumentArity.OneOrMore };
        var offset = new Option<TimeSpan?>("--offset")
        {
            Description = "How far it is ahead of reference time, for example -2s.",
            HelpName = "DURATION",
            CustomParser = argument => OptionValue.Duration(argument, "--offset"),
        };
        var now = new Option<DateTimeOffset?>("--now")
        {
            Description = "What it reads, for example 2030-01-01T12:00:00Z.",
            HelpName = "INSTANT",
            CustomParser = argument => OptionValue.Instant(argument, "--now"),
        };
        var drift = new Option<int?>("--drift")
        {
            Description = "How much too fast it runs from now on, for example 50ppm.",
            HelpName = "DRIFT",
            CustomParser = argument => OptionValue.Drift(argument, "--drift"),
        };
        var frozen = new Option<bool?>("--frozen")
        {
            Description = "true stops it, false lets it run on from where it stands.",
            HelpName = "true|false",
            Arity = ArgumentArity.ExactlyOne,
        };
        var command = new Command("set", "Sets clocks.") { names, offset, now, drift, frozen };
        command.SetAction(parsed => control.Run(parsed, error, async lab =>
        {
            var change = new ClockChange
            {
                Offset = parsed.GetValue(offset),
                Now = parsed.GetValue(now),
                DriftPpm = parsed.GetValue(drift) / 1000m,
                Frozen = parsed.GetValue(frozen),
            };
            if (change == new ClockChange())
                throw new BadInputException("Say what to set: --offset, --now, --drift or --frozen; for example skewlab clock set idp --offset -2s");
            Print(output, await lab.SetClocksAsync(parsed.GetValue(names)!.Distinct().ToDictionary(name => name, _ => change)));
        }));
        return command;
    }

    private static Command Advance(ControlOptions control, TextWriter output, TextWriter error)
    {
        var by = new Argument<TimeSpan?>("by")
        {
            Description = "How far, for example 1h or -2s.",
            CustomParser = argument => OptionValue.Duration(argument,
            "by")
        };
        var names = new Argument<string[]>("node") { Description = "Whose clocks; all of them where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("advance", "Moves clocks; they keep running.") { by, names };
        command.SetAction(parsed => control.Run(parsed, error, async lab =>
            Print(output, await lab.AdvanceClocksAsync(parsed.GetValue(by) ?? TimeSpan.Zero, parsed.GetValue(names)))));
        return command;
    }

    private static void Print(TextWriter output, IReadOnlyDictionary<string, ClockReading> clocks)
    {
        foreach (var (name, clock) in clocks)
        {
            var drift = clock.DriftPpm == 0 ? "" : $"   drift {clock.DriftPpm:0.###}ppm";
            output.WriteLine($"{name,-7} {DurationText.Format(clock.Offset),-10} reads {clock.Now:yyyy-MM-dd HH:mm:ss.fff}{drift}{(clock.Frozen ? "   stands still" : "")}");
        }
    }
}
