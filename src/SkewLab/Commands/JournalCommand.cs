using System.CommandLine;
using System.Text.Json;
using SkewLab.Live;
using SkewLab.Live.Control;
using SkewLab.Reports;
using SkewLab.Testing;

namespace SkewLab.Commands;

/// <summary><c>skewlab journal</c>: what was asked of a running lab, what came of it and why.</summary>
internal static class JournalCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until Ctrl-C." };
        var all = new Option<bool>("--all") { Description = "Print what went well, too." };
        var command = new Command("journal", "Prints what was refused in a running lab, and why.") { follow, all };
        command.SetAction(parsed => control.Run(
            parsed, error, lab => PrintAsync(lab, new JournalPrinter(output, Paint.For(output), parsed.GetValue(all)), parsed.GetValue(follow))));
        control.AddTo(command);
        return command;
    }

    private static async Task PrintAsync(ControlClient lab, JournalPrinter printer, bool follow)
    {
        for (var since = 0L; ;)
        {
            var json = await lab.SendAsync(HttpMethod.Get, $"/journal?limit=1000&since={since}{(follow ? "&wait=30s" : "")}");
            var page = json.Deserialize<JournalPage>(ControlApi.Json)!;
            printer.Print(page);
            since = page.Next;
            if (!follow && page.Entries.Count == 0)
                return;
        }
    }
}
