using SkewLab.Simulation.Scenarios.Binding;
using SkewLab.Simulation.Worlds;

namespace SkewLab.Simulation.Scenarios.Rules;

/// <summary>Rules about what the clocks can show.</summary>
internal static class ClockRules
{
    // Clocks are exact to the tick; here drift is reckoned roughly, and answers carry dates somewhat later than the IdP's time.
    private static readonly TimeSpan IdpMargin = TimeSpan.FromDays(2);

    private static readonly TimeSpan Earliest = DateTimeOffset.MinValue - WorldPlan.DefaultEpoch;
    private static readonly TimeSpan Latest = DateTimeOffset.MaxValue - WorldPlan.DefaultEpoch;

    /// <summary>A change of the earliest and of the latest reading that a clock can have; a path if it is a jump.</summary>
    private sealed record Move(TimeSpan At, TimeSpan Low, TimeSpan High, string Clock, string? Path);

    internal static void Check(Scenario scenario, BoundFile file)
    {
        if (!file.IsSound("duration") || !file.IsSound("api.nodes")) return;
        var moves = Moves(scenario, file);
        // An offset and a drift alone move a clock by 101 years at most: without a jump none leaves the calendar.
        if (!moves.Any(move => move.Path is not null)) return;

        var reported = new HashSet<string>();
        var lifetime = scenario.Idp.Tokens.Lifetime;
        StaysInTheCalendar("client", scenario.Clients.Clock, Latest, "");
        StaysInTheCalendar("idp", scenario.Idp.Clock, Latest - IdpMargin - lifetime, $", with {DurationText.Format(lifetime + IdpMargin)} to spare for the tokens it issues");
        for (var number = 1; number <= scenario.Api.Nodes; number++)
        {
            var name = $"api-{number}";
            StaysInTheCalendar(name, scenario.Api.Node.GetValueOrDefault(name)?.Clock ?? scenario.Api.Each.Clock ?? new(), Latest, "");
        }

        void StaysInTheCalendar(string machine, ClockSection clock, TimeSpan latest, string spare)
        {
            var own = moves.Where(move => move.Clock == machine || (move.Clock == NodeNames.AllNodes && machine.StartsWith("api-", StringComparison.Ordinal))).ToArray();
            if (FirstBeyond(own, clock, scenario.Duration, latest) is (string path, bool isLate) && reported.Add(path))
                file.ReportValue($"{path}.jump.by", $"takes the clock of '{machine}' out of the years 1 to 9999{(isLate ? spare : "")}; a world begins in {WorldPlan.DefaultEpoch.Year}, and all jumps of one clock add up: jump less far, as in 'by: -1h'.");
        }
    }

    /// <summary>Jumps, and sleeps that leave a wall clock behind, in the order in which they happen.</summary>
    private static Move[] Moves(Scenario scenario, BoundFile file)
    {
        var moves = new List<Move>();
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            if (!file.IsSound($"{path}.at") || entry.At > scenario.Duration) continue;
            if (entry.Jump is { } jump && file.IsSound($"{path}.jump.clock") && file.IsSound($"{path}.jump.by")) moves.Add(new(entry.At, jump.By, jump.By, jump.Clock, path));
            if (entry.Suspend is not { WallStops: true } sleep || !file.IsSound($"{path}.suspend.clock") || !file.IsSound($"{path}.suspend.for")) continue;
            // While it sleeps, the clock is somewhere between: only what is certainly outside is refused.
            moves.Add(new(entry.At, TimeSpan.Zero, -sleep.For, sleep.Clock, null));
            moves.Add(new(entry.At + sleep.For, -sleep.For, TimeSpan.Zero, sleep.Clock, null));
        }
        return [.. moves.Where(move => move.At <= scenario.Duration).OrderBy(move => move.At)];
    }

    /// <summary>The jump after which the wall can lie outside the calendar, now or before the next move; null if there is none.</summary>
    private static (string Path, bool IsLate)? FirstBeyond(Move[] moves, ClockSection clock, TimeSpan duration, TimeSpan latest)
    {
        var (lowest, highest) = (clock.Offset.Min, clock.Offset.Max ?? Distribution.Limit);
        string? last = null;
        for (var i = 0; i < moves.Length; i++)
        {
            // What happens at one instant counts together: no reading falls between.
            lowest += moves[i].Low;
            highest += moves[i].High;
            last = moves[i].Path ?? last;
            var isLast = i + 1 == moves.Length;
            if (!isLast && moves[i + 1].At == moves[i].At) continue;
            if (last is null) continue;
            if (lowest + Run(moves[i].At, clock) < Earliest) return (last, false);
            if (highest + Run(isLast ? duration : moves[i + 1].At, clock) > latest) return (last, true);
        }
        return null;
    }

    /// <summary>How far a clock runs, without its offset, in a time from the start.</summary>
    private static TimeSpan Run(TimeSpan time, ClockSection clock) => time + (time * (clock.DriftPpb / 1e9));
}
