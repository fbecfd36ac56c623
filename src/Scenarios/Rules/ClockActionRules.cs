using System.Diagnostics;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what the timeline does to clocks.</summary>
internal static class ClockActionRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            if (entry.Action is ClockAction action)
                ClockExists(scenario, action.Clock, $"{path}.{action.Key}.clock", file);
            PauseIsCorrectedOnce(scenario, entry, path, file);
        }
        foreach (var kind in Enum.GetValues<ClockSpellKind>())
            SpellsDoNotOverlap(kind, scenario, file);
    }

    private static void ClockExists(Scenario scenario, string clock, string path, BoundFile file)
    {
        if (file.IsSound(path) && file.IsSound("api.nodes") && !MachineNames.IsMachine(clock, scenario.Api.Nodes))
            file.ReportValue(path, $"is not a clock; the clocks are client, idp, api-* and {MachineNames.Range(scenario.Api.Nodes)}.");
    }

    /// <summary>What a time service has corrected already would be corrected again.</summary>
    private static void PauseIsCorrectedOnce(Scenario scenario, TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.Action is not VmPauseAction { CorrectedAfter: not null } pause || !file.IsSound($"{path}.vmPause.correctedAfter") || !file.IsSound($"{path}.vmPause.clock")) return;
        var watched = ClockPlace.All(scenario, file).FirstOrDefault(place => place.HasNtp && MachineNames.Overlap(place.Machines, pause.Clock));
        if (watched is not null)
            file.ReportValue($"{path}.vmPause.correctedAfter", $"corrects the clock of '{pause.Clock}', which a time service corrects already (`{watched.Path}`); leave it out.");
    }

    private static void SpellsDoNotOverlap(ClockSpellKind kind, Scenario scenario, BoundFile file)
    {
        var state = kind switch
        {
            ClockSpellKind.Sleep => "asleep",
            ClockSpellKind.Slew => "being slewed",
            ClockSpellKind.Smear => "smeared",
            _ => throw new UnreachableException(),
        };
        var spells = Spells(scenario, file).Where(one => one.Spell.Kind == kind).OrderBy(one => one.Spell.From).ToArray();
        for (var later = 1; later < spells.Length; later++)
        {
            var (entry, action, spell) = spells[later];
            var (earlierEntry, earlierAction, earlier) = spells.Take(later).FirstOrDefault(one => one.Spell.Until > spell.From && MachineNames.Overlap(one.Action.Clock, action.Clock));
            if (earlier is null)
                continue;
            file.ReportValue(
                $"{entry}.{action.Key}.clock",
                $"is still {state} at {DurationText.Format(spell.From)}: {earlierEntry} {earlier.Verb} '{earlierAction.Clock}' until {DurationText.Format(earlier.Until)}.");
        }
    }

    private static IEnumerable<(string Entry, ClockAction Action, ClockSpell Spell)> Spells(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            if (entry.Action is ClockAction action && ActionRules.IsSound(action, path, file) && action.SpellAt(entry.At) is { } spell)
                yield return (path, action, spell);
        }
    }
}
