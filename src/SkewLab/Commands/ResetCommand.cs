using System.CommandLine;

namespace SkewLab.Commands;

/// <summary><c>skewlab reset</c>: a running lab goes back to its start.</summary>
internal static class ResetCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var command = new Command("reset", "A running lab goes back to its start: clocks, settings, faults, clients, timeline; no token and no journal.");
        command.SetAction(parsed => control.Run(parsed, error, async lab =>
        {
            await lab.ResetAsync();
            output.WriteLine("the lab is as it began");
        }));
        control.AddTo(command);
        return command;
    }
}
