using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Catalog;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the faults of nodes: each must do something, and some request must be able to meet it.</summary>
internal static class FaultRules
{
    // The server makes these itself; another value would break the message, not the client.
    private static readonly string[] FramingHeaders = ["Content-Length", "Transfer-Encoding", "Connection"];

    private static readonly string[] Effects = ["status", "body", "headers", "drop", "delay"];
    private static readonly string[] SaidByAnAnswer = ["status", "headers", "body", "delay", "retryAfter"];

    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var path = $"{ScenarioPath.Item("timeline", i)}.fault";
            if (scenario.Timeline[i].Action is not FaultAction fault) continue;
            NodeExists(scenario, fault, path, file);
            ClientExists(scenario, fault, path, file);
            PathIsAPath(fault, path, file);
            RequestIsServed(fault, path, file);
            SomethingIsWrong(fault, path, file);
            StatusHasABody(fault, path, file);
            HeadersAreHeaders(fault, path, file);
            WaitFitsTheStatus(fault, path, file);
            WaitIsInWholeSeconds(fault, path, file);
            FormNeedsAWait(fault, path, file);
            LostAnswersSayNothing(fault, path, file);
            SomeRequestMeetsIt(fault, path, file);
        }
        if (file.IsSound("api.nodes")) NoFaultHidesAnother(scenario, file);
    }

    private static void NodeExists(Scenario scenario, FaultAction fault, string path, BoundFile file)
    {
        if (fault.At is not null && file.IsSound($"{path}.at") && file.IsSound("api.nodes") && !MachineNames.IsServer(fault.At, scenario.Api.Nodes))
            file.ReportValue($"{path}.at", $"is not a node that answers; the nodes are idp, api-* and {MachineNames.Range(scenario.Api.Nodes)}.");
    }

    private static void ClientExists(Scenario scenario, FaultAction fault, string path, BoundFile file)
    {
        if (fault.Client is null || !file.IsSound($"{path}.client") || !file.IsSound("clients.count")) return;
        string[] names = [.. Enumerable.Range(0, scenario.Clients.Count).Select(scenario.Clients.IdOf).Distinct()];
        if (!names.Contains(fault.Client))
            file.ReportValue($"{path}.client", $"is not an OAuth client; there {(names.Length == 1 ? $"is {names[0]}" : $"are {names[0]} to {names[^1]}")}.");
    }

    private static void PathIsAPath(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Path is { } requested && file.IsSound($"{path}.path") && !requested.StartsWith('/'))
            file.ReportValue($"{path}.path", "is not a path; begin with '/', as in '/oauth/token'.");
    }

    private static void RequestIsServed(FaultAction fault, string path, BoundFile file)
    {
        if (fault.At is null || !file.IsSound($"{path}.path") || !file.IsSound($"{path}.at") || !file.IsSound($"{path}.method")) return;
        var served = fault.At == MachineNames.Idp ? ServedRoutes.Idp : MachineNames.IsApi(fault.At) ? ServedRoutes.Api : [];
        if (served.Count == 0 || fault.Path?.StartsWith('/') == false) return;
        string[] paths = [.. served.Select(route => route.Path).Distinct()];
        if (fault.Path is { } requested && !paths.Contains(requested))
            file.ReportValue($"{path}.path", $"is not a path that '{fault.At}' answers; {Suggestion.For(requested, paths, "paths there")}");
        else if (fault.Method is { } method && !served.Any(route => route.Method == $"{method}" && (fault.Path is null || route.Path == fault.Path)))
            file.ReportValue($"{path}.method", $"never comes to {fault.Path ?? fault.At}: it takes {string.Join(" and ", served.Where(route => fault.Path is null || route.Path == fault.Path).Select(route => route.Method).Distinct())}.");
    }

    private static void SomethingIsWrong(FaultAction fault, string path, BoundFile file)
    {
        if (fault is { Status: null, Body: null, Headers.Count: 0, Drop: null } && fault.Delay == TimeSpan.Zero && Effects.All(key => file.IsSound($"{path}.{key}")))
            file.Report(path, "nothing is wrong with the answer; add a status, headers, a body, a delay or a drop, as in 'status: 503'.");
    }

    private static void StatusHasABody(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Body is { Length: > 0 } && HttpFault.HasNoBody(fault.Status) && file.IsSound($"{path}.status"))
            file.ReportKey(path, "body", $"stands beside the status {fault.Status}, whose answers end with their headers; write another status, or leave it out.");
    }

    private static void HeadersAreHeaders(FaultAction fault, string path, BoundFile file)
    {
        foreach (var (name, value) in fault.Headers)
        {
            if (!HttpFault.IsHeaderName(name))
                file.ReportKey($"{path}.headers", name, "is not the name of a header; write letters, digits and hyphens, as in 'Cache-Control'.");
            else if (FramingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                file.ReportKey($"{path}.headers", name, "frames the message and is the server's own; leave it out.");
            else if (!HttpFault.IsHeaderValue(value))
                file.ReportKey($"{path}.headers", name, "has a value with characters that no header holds; write printable ASCII.");
        }
    }

    private static void WaitFitsTheStatus(FaultAction fault, string path, BoundFile file)
    {
        if (fault.RetryAfter is not null && fault.Status is not (429 or 503) && file.IsSound($"{path}.status"))
            file.ReportValue($"{path}.retryAfter", $"needs the status 429 or 503{(fault.Status is { } status ? $", not {status}" : "")}: no other answer asks a client to wait.");
    }

    private static void WaitIsInWholeSeconds(FaultAction fault, string path, BoundFile file)
    {
        if (fault.RetryAfter is { } wait && wait.Ticks % TimeSpan.TicksPerSecond != 0)
            file.ReportValue($"{path}.retryAfter", "is not in whole seconds, which is all that the header can hold; write it as in '30s'.");
    }

    private static void FormNeedsAWait(FaultAction fault, string path, BoundFile file)
    {
        if (file.IsGiven($"{path}.retryAfterForm") && fault.RetryAfter is null && file.IsSound($"{path}.retryAfter"))
            file.ReportValue($"{path}.retryAfterForm", "needs the key 'retryAfter', as in 'retryAfter: 30s'.");
    }

    private static void LostAnswersSayNothing(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Drop is null) return;
        foreach (var key in SaidByAnAnswer.Where(key => file.IsGiven($"{path}.{key}")))
            file.ReportKey(path, key, "stands beside 'drop': nobody sees an answer that is lost; keep one of them.");
    }

    private static void SomeRequestMeetsIt(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Probability == 0 && file.IsSound($"{path}.probability"))
            file.ReportValue($"{path}.probability", "never happens; write more than 0%, or leave the fault out.");
    }

    /// <summary>A certain fault without 'times' takes every request it matches, so a later one for some of the same can never be met.</summary>
    private static void NoFaultHidesAnother(Scenario scenario, BoundFile file)
    {
        var faults = new List<(FaultAction Fault, TimeSpan At)>();
        foreach (var (entry, index) in scenario.Timeline.Select((entry, index) => (entry, index)).OrderBy(one => one.entry.At))
        {
            if (entry.Action is EndFaultsAction) faults.Clear();
            if (entry.Action is not FaultAction { At: not null } fault) continue;
            var path = $"{ScenarioPath.Item("timeline", index)}.fault";
            if (file.IsSound(path) && faults.FirstOrDefault(earlier => Covers(earlier.Fault, fault)) is { Fault: not null } hiding)
                file.Report(path, $"no request can meet this fault: the one at {DurationText.Format(hiding.At)} takes them all; give that one 'times', or end it with 'endFaults: all'.");
            faults.Add((fault, entry.At));
        }
    }

    private static bool Covers(FaultAction earlier, FaultAction later) => earlier is { Times: null, Skip: 0, Probability: 1 }
        && (earlier.At == later.At || (earlier.At == MachineNames.AllApi && MachineNames.IsApi(later.At)))
        && (earlier.Method is null || earlier.Method == later.Method) && (earlier.Path is null || earlier.Path == later.Path) && (earlier.Client is null || earlier.Client == later.Client);
}
