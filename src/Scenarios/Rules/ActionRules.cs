using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what the timeline's actions are done to; ClockActionRules has those about clocks.</summary>
internal static class ActionRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            LostMessagesAreOnALink(scenario, entry.Lose?.Link, $"{path}.lose.link", file);
        }
    }

    private static void LostMessagesAreOnALink(Scenario scenario, string? link, string path, BoundFile file)
    {
        if (link is not null && file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsLink(link, scenario.Api.Nodes))
            file.ReportValue(path, NodeRules.UnknownLink(scenario));
    }
}
