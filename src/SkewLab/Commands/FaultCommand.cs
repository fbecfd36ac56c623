using System.CommandLine;

namespace SkewLab.Commands;

/// <summary><c>skewlab fault</c>: makes nodes of a running lab answer something else, late or not at all.</summary>
internal static class FaultCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var list = new Command("list", "Prints the faults there are, as JSON.");
        list.SetAction(parsed => control.Run(parsed, error, async lab => output.WriteLine(await lab.SendAsync(HttpMethod.Get, "/faults"))));
        var clear = new Command("clear", "Ends every fault.");
        clear.SetAction(parsed => control.Run(parsed, error, lab => lab.SendAsync(HttpMethod.Delete, "/faults")));
        var command = new Command("fault", "Makes nodes of a running lab answer something else, late or not at all.") { Add(control, error), list, clear };
        control.AddTo(command);
        return command;
    }

    private static Command Add(ControlOptions control, TextWriter error)
    {
        var at = new Option<string?>("--at") { Description = "idp, api (every API node), or one node; all where it is not given.", HelpName = "NODE" };
        var method = new Option<string?>("--method") { Description = "Only requests of this method.", HelpName = "METHOD" };
        var path = new Option<string?>("--path") { Description = "Only requests to this endpoint, for example /oauth/token.", HelpName = "PATH" };
        var client = new Option<string?>("--client") { Description = "Only requests of this client.", HelpName = "ID" };
        var status = new Option<int?>("--status") { Description = "Answer this status instead.", HelpName = "N" };
        var retryAfter = new Option<string?>("--retry-after") { Description = "With this Retry-After, for example 30s.", HelpName = "DURATION" };
        var body = new Option<string?>("--body") { Description = "With this body.", HelpName = "TEXT" };
        var delay = new Option<string?>("--delay") { Description = "Hold the answer this long, for example 250ms.", HelpName = "DURATION" };
        var drop = new Option<string?>("--drop") { Description = "before loses the request, after the answer.", HelpName = "before|after" };
        var times = new Option<int?>("--times") { Description = "For so many requests, 1 by default; 0 until cleared.", HelpName = "N" };
        var command = new Command("add", "Adds a fault.") { at, method, path, client, status, retryAfter, body, delay, drop, times };
        command.SetAction(parsed => control.Run(parsed, error, lab => lab.SendAsync(HttpMethod.Post, "/faults", new
        {
            Match = new { Role = parsed.GetValue(at), Method = parsed.GetValue(method), Path = parsed.GetValue(path), Client = parsed.GetValue(client) },
            Status = parsed.GetValue(status),
            RetryAfter = parsed.GetValue(retryAfter),
            Body = parsed.GetValue(body),
            Delay = parsed.GetValue(delay),
            Drop = parsed.GetValue(drop),
            Times = parsed.GetValue(times),
        })));
        return command;
    }
}
