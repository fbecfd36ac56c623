using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about when things happen.</summary>
internal static class TimelineRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var path = ScenarioPath.Item("timeline", i);
            if (!file.IsSound(path)) continue;
            EntryIsWithinTheWorld(scenario, scenario.Timeline[i], path, file);
            EntryHasOneAction(path, file);
        }
    }

    private static void EntryIsWithinTheWorld(Scenario scenario, TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.At > scenario.Duration && file.IsSound("duration") && file.IsSound($"{path}.at"))
            file.ReportValue($"{path}.at", $"is after the end of the world, {DurationText.Format(scenario.Duration)}.");
    }

    private static void EntryHasOneAction(string path, BoundFile file)
    {
        var actions = ModelType.Of(typeof(TimelineEntry)).Alternatives.Select(key => key.Name).ToArray();
        // A misspelt action has had its message; it still counts as one.
        var given = actions.Where(action => file.IsGiven($"{path}.{action}") || !file.IsSound($"{path}.{action}")).ToArray();
        if (given.Length == 0) file.Report(path, $"nothing happens here; add one of {string.Join(", ", actions)}.");
        if (given.Length > 1) file.Report(path, $"{string.Join(" and ", given)} stand in one entry; give each an entry of its own with the same 'at'.");
    }
}
