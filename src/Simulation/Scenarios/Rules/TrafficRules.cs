using SkewLab.Simulation.Scenarios.Binding;

namespace SkewLab.Simulation.Scenarios.Rules;

/// <summary>Rules about the calls that are made.</summary>
internal static class TrafficRules
{
    private static readonly string[] Requests = ["GET /api/v2/users/me", "GET /api/v2/conversations/voice"];

    internal static void Check(Scenario scenario, BoundFile file)
    {
        SomeCallIsMade(scenario, file);
        for (var i = 0; i < scenario.Traffic.Count; i++)
        {
            var path = ScenarioPath.Item("traffic", i);
            if (!file.IsSound(path)) continue;
            ExecutorHasItsKeys(scenario.Traffic[i], path, file);
            RequestIsKnown(scenario.Traffic[i], path, file);
            StartIsBeforeEnd(scenario.Traffic[i], path, file);
            CallsAreMadeWithinTheWorld(scenario, scenario.Traffic[i], path, file);
            UsersTakeTime(scenario, scenario.Traffic[i], path, file);
        }
    }

    private static void SomeCallIsMade(Scenario scenario, BoundFile file)
    {
        if (scenario.Traffic.Count == 0 && file.IsSound("traffic"))
            file.Report("traffic", "no call is ever made; add an entry such as '- { executor: constantArrivalRate, rate: 12/min }'.");
    }

    private static void ExecutorHasItsKeys(TrafficSection traffic, string path, BoundFile file)
    {
        if (!file.IsSound($"{path}.executor")) return;
        var (name, needed, example, refused) = traffic.Executor == ExecutorName.ConstantVus
            ? ("constantVus", "vus", "vus: 5", new[] { "rate", "arrivals" })
            : ("constantArrivalRate", "rate", "rate: 12/min", ["vus", "pause"]);

        if (!file.IsGiven($"{path}.{needed}") && file.IsSound($"{path}.{needed}"))
            file.Report(path, $"the executor {name} needs the key '{needed}'; write it as in '{example}'.");
        foreach (var key in refused.Where(key => file.IsGiven($"{path}.{key}")))
            file.ReportKey(path, key, $"is not a key of the executor {name}; leave it out.");
    }

    private static void RequestIsKnown(TrafficSection traffic, string path, BoundFile file)
    {
        if (!Requests.Contains(traffic.Request) && file.IsSound($"{path}.request"))
            file.ReportValue($"{path}.request", $"is not a call that the API answers here; write '{Requests[0]}' or '{Requests[1]}'.");
    }

    private static void StartIsBeforeEnd(TrafficSection traffic, string path, BoundFile file)
    {
        if (traffic.End is { } end && traffic.Start >= end && file.IsSound($"{path}.start"))
            file.ReportValue($"{path}.end", $"is not after the start, {DurationText.Format(traffic.Start)}; no call would be made.");
    }

    private static void CallsAreMadeWithinTheWorld(Scenario scenario, TrafficSection traffic, string path, BoundFile file)
    {
        if (!file.IsSound("duration")) return;
        var duration = DurationText.Format(scenario.Duration);
        if (traffic.End > scenario.Duration) file.ReportValue($"{path}.end", $"is after the end of the world, {duration}.");
        if (traffic.Start >= scenario.Duration) file.ReportValue($"{path}.start", $"is not before the end of the world, {duration}.");
    }

    private static void UsersTakeTime(Scenario scenario, TrafficSection traffic, string path, BoundFile file)
    {
        if (traffic.Executor != ExecutorName.ConstantVus || traffic.Pause != TimeSpan.Zero || !file.IsSound($"{path}.executor") || !file.IsSound($"{path}.pause")) return;
        if (InstantNode(scenario, file) is { } node)
            file.Report($"{path}.pause", $"without a pause, and over the link 'client -> {node}', which takes no time, a virtual user calls without end at one instant; write 'pause: 1s', or give the link a delay, as in '\"client -> api-*\": {{ oneWay: 20ms }}' under 'links'.");
    }

    /// <summary>The first node that a message reaches, and comes back from, in no time; null if there is none, or the file says of one what cannot be read.</summary>
    private static string? InstantNode(Scenario scenario, BoundFile file)
    {
        var areLinksSound = file.IsSound("links") && scenario.Links.Keys.All(name => NodeNames.IsLink(name, scenario.Api.Nodes) && file.IsSound($"{ScenarioPath.Key("links", name)}.oneWay"));
        if (!file.IsSound("api.nodes") || !areLinksSound) return null;
        var all = scenario.Links.GetValueOrDefault($"client -> {NodeNames.AllNodes}");
        return Enumerable.Range(1, scenario.Api.Nodes).Select(number => $"api-{number}").FirstOrDefault(name =>
            (scenario.Links.GetValueOrDefault($"client -> {name}") ?? all)?.OneWay is not { } oneWay || oneWay.Max == TimeSpan.Zero);
    }
}
