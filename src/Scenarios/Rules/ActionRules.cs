using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the values of the timeline's actions; ClockActionRules has those about what they are done to.</summary>
internal static class ActionRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            ValuesFitTogether(entry, path, file);
            LostMessagesAreOnALink(scenario, (entry.Action as LoseAction)?.Link, $"{path}.lose.link", file);
        }
    }

    /// <summary>Whether nothing was wrong with the action's values, nor with when it happens.</summary>
    internal static bool IsSound(TimelineAction action, string path, BoundFile file) =>
        file.IsSound($"{path}.at") && ModelType.Of(action.GetType()).Keys.All(key => file.IsSound($"{path}.{action.Key}.{key.Name}"));

    private static void ValuesFitTogether(TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.Action is not { } action || !IsSound(action, path, file))
            return;
        foreach (var (key, value, rule) in action.Check(entry.At))
        {
            var keyPath = $"{path}.{action.Key}.{key}";
            file.Report(keyPath, $"'{file.Text(keyPath, value)}' {rule}");
        }
    }

    private static void LostMessagesAreOnALink(Scenario scenario, string? link, string path, BoundFile file)
    {
        if (link is not null && file.IsSound(path) && file.IsSound("api.nodes") && !LinkNames.IsLink(link, scenario.Api.Nodes))
            file.ReportValue(path, NodeRules.UnknownLink(scenario));
    }
}
