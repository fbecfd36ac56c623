using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what the timeline does to clocks.</summary>
internal static class ClockActionRules
{
    /// <summary>Something that is done to a clock for a while.</summary>
    private sealed record Spell(TimeSpan At, TimeSpan End, string Clock, string Path, string Verb);

    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            if (entry.ClockAction is { } action) ClockExists(scenario, action.Clock, $"{path}.{action.Name}.clock", file);
            SlewEndsWithinTime(entry, path, file);
            SmearBeginsInTheWorld(entry, path, file);
            ZoneIsAZone(entry, path, file);
            StrobeCanBeCounted(entry, path, file);
            PauseIsCorrectedOnce(scenario, entry, path, file);
        }
        SleepsDoNotOverlap(scenario, file);
        SlewsDoNotOverlap(scenario, file);
        SmearsDoNotOverlap(scenario, file);
    }

    private static void ClockExists(Scenario scenario, string clock, string path, BoundFile file)
    {
        if (file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsMachine(clock, scenario.Api.Nodes))
            file.ReportValue(path, $"is not a clock; the clocks are client, idp, api-* and {NodeNames.Range(scenario.Api.Nodes)}.");
    }

    private static void SlewEndsWithinTime(TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.Slew is { } slew && file.IsSound($"{path}.slew.by") && file.IsSound($"{path}.slew.rate") && slew.RatePpb > 0 && slew.Length == SlewAction.Longest)
            file.ReportValue($"{path}.slew.by", $"takes {DurationText.Format(SlewAction.Longest)} or more at {DriftText.Format(slew.RatePpb)}, longer than clocks count; write a faster rate, as in 'rate: 500ppm', or less.");
    }

    private static void SmearBeginsInTheWorld(TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.LeapSmear is not { } smear || !file.IsSound($"{path}.at") || !file.IsSound($"{path}.leapSmear.over") || entry.At >= smear.Over / 2) return;
        var half = DurationText.Format(smear.Over / 2);
        file.Report($"{path}.leapSmear.over", $"'{DurationText.Format(smear.Over)}' begins before the world: half of it, {half}, lies before the leap at {DurationText.Format(entry.At)}; write 'at: {half}' or later, or a shorter 'over', at least 1000s.");
    }

    private static void ZoneIsAZone(TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.WrongZone is { } zone && file.IsSound($"{path}.wrongZone.by") && zone.By.Ticks % WrongZone.Step.Ticks != 0)
            file.ReportValue($"{path}.wrongZone.by", "is no zone error: zones differ by multiples of 15m, as in 'by: -1h'.");
    }

    private static void StrobeCanBeCounted(TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.Strobe is not { } strobe || !file.IsSound($"{path}.strobe")) return;
        var flips = strobe.For.Ticks / Math.Max(1, strobe.HalfPeriod.Ticks);
        if (file.IsSound($"{path}.strobe.halfPeriod") && file.IsSound($"{path}.strobe.for") && flips >= Strobe.MaxFlips && strobe.For > Strobe.MaxFlips * strobe.HalfPeriod)
            file.ReportValue($"{path}.strobe.halfPeriod", $"flips more than {Strobe.MaxFlips} times in {DurationText.Format(strobe.For)}; write a longer half period, as in 'halfPeriod: 10s', or a shorter 'for'.");
    }

    /// <summary>What a time service has corrected already would be corrected again.</summary>
    private static void PauseIsCorrectedOnce(Scenario scenario, TimelineEntry entry, string path, BoundFile file)
    {
        if (entry.VmPause is not { CorrectedAfter: not null } pause || !file.IsSound($"{path}.vmPause.correctedAfter") || !file.IsSound($"{path}.vmPause.clock")) return;
        var watched = ClockPlace.All(scenario, file).FirstOrDefault(place => place.HasNtp && NodeNames.Overlap(place.Machines, pause.Clock));
        if (watched is not null)
            file.ReportValue($"{path}.vmPause.correctedAfter", $"corrects the clock of '{pause.Clock}', which a time service corrects already (`{watched.Path}`); leave it out.");
    }

    private static void SleepsDoNotOverlap(Scenario scenario, BoundFile file) => DoNotOverlap(
        scenario, file, "is still asleep at",
        (entry, path) => entry.Suspend is { } suspend && file.IsSound($"{path}.suspend.for") ? new(entry.At, entry.At + suspend.For, suspend.Clock, $"{path}.suspend", "suspends")
            : entry.VmPause is { } pause && file.IsSound($"{path}.vmPause.for") ? new(entry.At, entry.At + pause.For, pause.Clock, $"{path}.vmPause", "pauses")
            : null);

    private static void SlewsDoNotOverlap(Scenario scenario, BoundFile file) => DoNotOverlap(
        scenario, file, "is still being slewed at",
        (entry, path) => entry.Slew is { } slew && file.IsSound($"{path}.slew.by") && file.IsSound($"{path}.slew.rate") && slew.RatePpb > 0
            ? new(entry.At, entry.At + slew.Length, slew.Clock, $"{path}.slew", "slews")
            : null);

    /// <summary>Each takes up to a thousandth of the rate: enough of them at once would stop the clock.</summary>
    private static void SmearsDoNotOverlap(Scenario scenario, BoundFile file) => DoNotOverlap(
        scenario, file, "is still smeared at",
        (entry, path) => entry.LeapSmear is { } smear && file.IsSound($"{path}.leapSmear.over")
            ? new(entry.At - (smear.Over / 2), entry.At + (smear.Over / 2), smear.Clock, $"{path}.leapSmear", "smears")
            : null);

    private static void DoNotOverlap(Scenario scenario, BoundFile file, string state, Func<TimelineEntry, string, Spell?> spellOf)
    {
        var spells = scenario.Timeline.Select((entry, index) => (Entry: entry, Path: ScenarioPath.Item("timeline", index)))
            .Where(one => file.IsSound($"{one.Path}.at"))
            .Select(one => spellOf(one.Entry, one.Path))
            .OfType<Spell>()
            .Where(spell => file.IsSound($"{spell.Path}.clock"))
            .OrderBy(spell => spell.At)
            .ToArray();
        for (var later = 1; later < spells.Length; later++)
        {
            var spell = spells[later];
            if (spells.Take(later).FirstOrDefault(one => NodeNames.Overlap(one.Clock, spell.Clock) && one.End > spell.At) is { } earlier)
                file.ReportValue($"{spell.Path}.clock", $"{state} {DurationText.Format(spell.At)}: {earlier.Path[..earlier.Path.LastIndexOf('.')]} {earlier.Verb} '{earlier.Clock}' until {DurationText.Format(earlier.End)}.");
        }
    }
}
