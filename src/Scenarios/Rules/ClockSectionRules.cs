using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what a scenario says of its clocks, so that a world of any length can be made in memory and in time.</summary>
internal static class ClockSectionRules
{
    /// <summary>How many changes all the clocks of a world can have: each takes a hundred bytes and a microsecond.</summary>
    internal const long MaxChanges = 5_000_000;

    internal static void Check(Scenario scenario, BoundFile file)
    {
        foreach (var place in ClockPlace.All(scenario, file))
        {
            BatteryIsCorrectedOnce(place, file);
            PollsCanBeCounted(scenario, place, file);
        }
        ChangesCanBeCounted(scenario, file);
    }

    private static void BatteryIsCorrectedOnce(ClockPlace place, BoundFile file)
    {
        var path = $"{place.Path}.deadBattery.correctedAfter";
        if (place.Clock.DeadBattery?.CorrectedAfter is not null && place.HasNtp && file.IsSound(path) && file.IsSound($"{place.Path}.ntp"))
            file.ReportValue(path, $"corrects a clock that a time service corrects already ({(place.Clock.Ntp is null ? $"the profile's, '{place.Profile.Name}'" : "`ntp`")}); leave it out.");
    }

    private static void PollsCanBeCounted(Scenario scenario, ClockPlace place, BoundFile file)
    {
        if (place.Ntp is not { } ntp || !file.IsSound("duration") || !file.IsSound($"{place.Path}.ntp.poll") || !file.IsSound($"{place.Path}.profile")) return;
        if (scenario.Duration.Ticks / ntp.Poll.Ticks is var polls && polls <= NtpDiscipline.MaxPolls) return;
        var least = DurationText.Format(TimeSpan.FromSeconds(Math.Ceiling(scenario.Duration.TotalSeconds / NtpDiscipline.MaxPolls)));
        file.Report($"{place.Path}.{(place.Clock.Ntp is null ? "profile" : "ntp.poll")}", $"'{(place.Clock.Ntp is null ? place.Profile.Name : DurationText.Format(ntp.Poll))}' polls {polls} times in {DurationText.Format(scenario.Duration)}, and {NtpDiscipline.MaxPolls} is the most; write 'ntp: {{ poll: {least} }}' or a longer interval, or make the world shorter.");
    }

    private static void ChangesCanBeCounted(Scenario scenario, BoundFile file)
    {
        if (!file.IsSound("duration") || !file.IsSound("api.nodes") || !file.IsSound("clients.count")) return;
        var places = ClockPlace.All(scenario, file).ToArray();
        var changes = places.Select(place => (Place: place, Count: place.Count * (Slept(place, scenario) + Stepped(place, scenario) + Flipped(place, scenario)))).ToArray();
        if (changes.Sum(one => one.Count) is var sum && sum <= MaxChanges) return;
        var (most, count) = changes.MaxBy(one => one.Count);
        file.Report(most.Path, $"the clocks of this world change {sum} times, and {MaxChanges} is the most; {count} of them are those of '{most.Machines}': make the world shorter, or the machines fewer.");
    }

    /// <summary>A sleep has two ends.</summary>
    private static long Slept(ClockPlace place, Scenario scenario) => place.Profile.Sleeps.Sum(sleep => 2 * ((scenario.Duration.Ticks / sleep.Every.Ticks) + 1));

    /// <summary>A drift that no slew can balance makes a time service act at every poll.</summary>
    private static long Stepped(ClockPlace place, Scenario scenario) =>
        place.Ntp is { } ntp && Math.Abs(place.Clock.DriftPpb ?? 0) > ntp.SlewRatePpb ? scenario.Duration.Ticks / ntp.Poll.Ticks : 0;

    private static long Flipped(ClockPlace place, Scenario scenario) => scenario.Timeline
        .Select(entry => entry.Action)
        .OfType<ClockAction>()
        .Where(action => action.Changes > 0 && MachineNames.Overlap(action.Clock, place.Machines))
        .Sum(action => action.Changes);
}
