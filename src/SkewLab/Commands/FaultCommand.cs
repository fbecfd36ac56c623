using System.CommandLine;
using System.Text.Json;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary><c>skewlab fault</c>: makes nodes of a running lab answer something else, late or not at all.</summary>
internal static class FaultCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var list = new Command("list", "Prints the faults there are, as JSON.");
        list.SetAction(parsed =>
            control.Run(parsed, error, async lab => output.WriteLine(JsonSerializer.Serialize(await lab.GetFaultsAsync(), ControlJson.Options))));
        var clear = new Command("clear", "Ends every fault.");
        clear.SetAction(parsed => control.Run(parsed, error, lab => lab.ClearFaultsAsync()));
        var command = new Command("fault", "Makes nodes of a running lab answer something else, late or not at all.") { Add(control, error), list, clear };
        control.AddTo(command);
        return command;
    }

    private static Command Add(ControlOptions control, TextWriter error)
    {
        var options = new FaultOptions();
        var command = new Command("add", "Adds a fault.");
        options.AddTo(command);
        command.SetAction(parsed => control.Run(parsed, error, lab => lab.AddFaultAsync(options.RuleOf(parsed))));
        return command;
    }
}
