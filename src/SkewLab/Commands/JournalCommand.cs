using System.CommandLine;
using SkewLab.Reports;
using SkewLab.Serve;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary><c>skewlab journal</c>: what was asked of a running lab, what came of it and why.</summary>
internal static class JournalCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C or the end of the lab." };
        var all = new Option<bool>("--all") { Description = "Print what went well, too." };
        var command = new Command("journal", "Prints what was refused in a running lab, and why.") { follow, all };
        command.SetAction(parsed => control.Run(
            parsed, error, lab =>
            {
                var printer = new JournalPrinter(output, Paint.For(output), parsed.GetValue(all));
                return parsed.GetValue(follow) ? FollowAsync(lab, printer, error) : PrintAsync(lab, printer);
            }));
        control.AddTo(command);
        return command;
    }

    private static async Task PrintAsync(ControlClient lab, JournalPrinter printer)
    {
        for (var page = await lab.ReadJournalAsync(); page.Entries.Count > 0; page = await lab.ReadJournalAsync(page.Next))
            printer.Print(page);
    }

    private static async Task FollowAsync(ControlClient lab, JournalPrinter printer, TextWriter error)
    {
        // Whoever follows a lab that was never there is told so.
        var page = await lab.ReadJournalAsync();
        printer.Print(page);
        try
        {
            await foreach (var next in lab.FollowJournalAsync(page.Next))
                printer.Print(next);
        }
        catch (LabUnreachableException)
        {
            await error.WriteLineAsync("The lab has ended.");
        }
    }
}
