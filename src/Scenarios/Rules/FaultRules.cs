using SkewLab.FakeIdp.Catalog;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the faults of nodes: those that a fault has everywhere, and those that need the whole scenario.</summary>
internal static class FaultRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var path = $"{ScenarioPath.Item("timeline", i)}.fault";
            if (scenario.Timeline[i].Action is not FaultAction fault) continue;
            NodeExists(scenario, fault, path, file);
            ClientExists(scenario, fault, path, file);
            NodesTakeIt(fault, ScenarioPath.Item("timeline", i), file);
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
        if (fault.Fault.Client is null || !file.IsSound($"{path}.client") || !file.IsSound("clients.count")) return;
        string[] names = [.. Enumerable.Range(0, scenario.Clients.Count).Select(scenario.Clients.IdOf).Distinct()];
        if (!names.Contains(fault.Fault.Client))
            file.ReportValue($"{path}.client", $"is not an OAuth client; there {(names.Length == 1 ? $"is {names[0]}" : $"are {names[0]} to {names[^1]}")}.");
    }

    /// <summary>The fault's own rules, which every door has; each is reported where its value stands.</summary>
    private static void NodesTakeIt(FaultAction action, string entry, BoundFile file)
    {
        if (!ActionRules.IsSound(action, entry, file))
            return;
        var path = $"{entry}.{action.Key}";
        foreach (var problem in action.Fault.Check())
            file.Report(problem, path);
        if (action.Roles.Count == 0 || action.Fault.Path?.StartsWith('/') == false)
            return;
        string[] paths = [.. action.Roles.SelectMany(ServedRoutes.Of).Select(route => route.Path).Distinct()];
        foreach (var problem in action.Fault.CheckServed(action.Roles))
        {
            var isNear = problem.Field == "path" && Suggestion.Nearest(action.Fault.Path!, paths) is not null;
            file.Report(isNear ? problem with { Rule = $"There is no such path; {Suggestion.For(action.Fault.Path!, paths, "paths")}" } : problem, path);
        }
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

    private static bool Covers(FaultAction earlier, FaultAction later)
    {
        var (first, second) = (earlier.Fault, later.Fault);
        return first is { Times: null, Skip: 0, Probability: 1 }
            && (earlier.At == later.At || (earlier.At == MachineNames.AllApi && MachineNames.IsApi(later.At)))
            && (first.Method is null || first.Method == second.Method)
            && (first.Path is null || first.Path == second.Path)
            && (first.Client is null || first.Client == second.Client);
    }
}
