using SkewLab.FakeIdp.Catalog;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Values;


namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the calls that are made.</summary>
internal static class TrafficRules
{
    private static readonly string[] Requests = [.. ServedRoutes.Api.Select(route => $"{route.Method} {route.Path}")];

    internal static void Check(Scenario scenario, BoundFile file)
    {
        SomeCallIsMade(scenario, file);
        for (var i = 0; i < scenario.Traffic.Count; i++)
        {
            var path = ScenarioPath.Item("traffic", i);
            if (!file.IsSound(path)) continue;
            ExecutorRules.Check(scenario.Traffic[i], path, file);
            RequestIsKnown(scenario.Traffic[i], path, file);
            BodyBelongsToAPost(scenario.Traffic[i], path, file);
            StartIsBeforeEnd(scenario.Traffic[i], path, file);
            CallsAreMadeWithinTheWorld(scenario, scenario.Traffic[i], path, file);
            StagesAreWithinTheWorld(scenario, scenario.Traffic[i], path, file);
            UsersTakeTime(scenario, scenario.Traffic[i], path, file);
        }
    }

    private static void SomeCallIsMade(Scenario scenario, BoundFile file)
    {
        if (scenario.Traffic.Count == 0 && file.IsSound("traffic"))
            file.Report("traffic", "no call is ever made; add an entry such as '- { executor: constantArrivalRate, rate: 12/min }'.");
    }

    private static void RequestIsKnown(TrafficSection traffic, string path, BoundFile file)
    {
        if (!Requests.Contains(traffic.Request) && file.IsSound($"{path}.request"))
            file.ReportValue($"{path}.request", $"is not a call that the API answers; {Suggestion.For(traffic.Request, Requests, "calls it answers")}");
    }

    private static void BodyBelongsToAPost(TrafficSection traffic, string path, BoundFile file)
    {
        var isPost = traffic.Executor == ExecutorName.Job || traffic.Request.StartsWith("POST ", StringComparison.Ordinal);
        if (file.IsGiven($"{path}.body") && !isPost && file.IsSound($"{path}.executor") && Requests.Contains(traffic.Request) && file.IsSound($"{path}.request"))
            file.ReportKey(path, "body", $"needs a POST request, but '{traffic.Request}' has no body; leave it out, or write 'request: {TrafficSection.PagedQuery}'.");
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

    private static void StagesAreWithinTheWorld(Scenario scenario, TrafficSection traffic, string path, BoundFile file)
    {
        var areSound = Enumerable.Range(0, traffic.Stages.Count).All(index => file.IsSound($"{ScenarioPath.Item($"{path}.stages", index)}.for"));
        if (traffic.Executor != ExecutorName.RampingArrivalRate || !areSound || !file.IsSound("duration") || !file.IsSound($"{path}.start") || !file.IsSound($"{path}.stages")) return;
        // Summed up in whole ticks that cannot overflow: as many stages as one likes, 3650 days each.
        var end = traffic.Stages.Aggregate((Int128)traffic.Start.Ticks, (sum, stage) => sum + stage.For.Ticks);
        if (end > scenario.Duration.Ticks)
            file.Report($"{path}.stages", $"the stages go on until {Text(end)}, after the end of the world, {DurationText.Format(scenario.Duration)}; shorten them.");
    }

    private static string Text(Int128 ticks) => DurationText.Format(TimeSpan.FromTicks((long)Int128.Min(ticks, long.MaxValue)));

    private static void UsersTakeTime(Scenario scenario, TrafficSection traffic, string path, BoundFile file)
    {
        var who = traffic.Executor switch { ExecutorName.ConstantVus => "a virtual user calls", ExecutorName.Processes => "processes start", _ => null };
        if (who is null || traffic.Pause != TimeSpan.Zero || !file.IsSound($"{path}.executor") || !file.IsSound($"{path}.pause")) return;
        if (InstantNode(scenario, file) is { } node)
            file.Report($"{path}.pause", $"without a pause, and over the link 'client -> {node}', which takes no time, {who} without end at one instant; write 'pause: 1s', or give the link a delay, as in '\"client -> api-*\": {{ oneWay: 20ms }}' under 'links'.");
    }

    /// <summary>The first node that a message reaches, and comes back from, in no time; null if there is none, or the file says of one what cannot be read.</summary>
    private static string? InstantNode(Scenario scenario, BoundFile file)
    {
        var areLinksSound = file.IsSound("links") && scenario.Links.Keys.All(name => LinkNames.IsLink(name, scenario.Api.Nodes) && file.IsSound($"{ScenarioPath.Key("links", name)}.oneWay"));
        if (!file.IsSound("api.nodes") || !areLinksSound) return null;
        var all = scenario.Links.GetValueOrDefault($"client -> {MachineNames.AllApi}");
        return Enumerable.Range(0, scenario.Api.Nodes).Select(MachineNames.Api).FirstOrDefault(name =>
            (scenario.Links.GetValueOrDefault($"client -> {name}") ?? all)?.OneWay is not { } oneWay || oneWay.Max == TimeSpan.Zero);
    }
}
