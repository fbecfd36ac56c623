using SkewLab.Simulation.Scenarios.Binding;

namespace SkewLab.Simulation.Scenarios.Rules;

/// <summary>Rules about what the timeline's actions are done to.</summary>
internal static class ActionRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            ClockExists(scenario, entry.Jump?.Clock, $"{path}.jump.clock", file);
            ClockExists(scenario, entry.Suspend?.Clock, $"{path}.suspend.clock", file);
            LostMessagesAreOnALink(scenario, entry.Lose?.Link, $"{path}.lose.link", file);
        }
    }

    private static void ClockExists(Scenario scenario, string? clock, string path, BoundFile file)
    {
        if (clock is not null && file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsMachine(clock, scenario.Api.Nodes))
            file.ReportValue(path, $"is not a clock; the clocks are client, idp, api-* and {NodeNames.Range(scenario.Api.Nodes)}.");
    }

    private static void LostMessagesAreOnALink(Scenario scenario, string? link, string path, BoundFile file)
    {
        if (link is not null && file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsLink(link, scenario.Api.Nodes))
            file.ReportValue(path, NodeRules.UnknownLink(scenario));
    }
}
