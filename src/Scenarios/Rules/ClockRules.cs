using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Clocks;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what the clocks can show.</summary>
internal static class ClockRules
{
    // Clocks are exact to the tick; here drift is reckoned roughly, and answers carry dates somewhat later than the IdP's time.
    private static readonly TimeSpan IdpMargin = TimeSpan.FromDays(2);

    private static readonly TimeSpan Earliest = DateTimeOffset.MinValue - Scenario.DefaultEpoch;
    private static readonly TimeSpan Latest = DateTimeOffset.MaxValue - Scenario.DefaultEpoch;

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
        for (var node = 0; node < scenario.Api.Nodes; node++)
        {
            var name = MachineNames.Api(node);
            StaysInTheCalendar(name, scenario.Api.NodeCalled(name).Clock ?? new(), Latest, "");
        }

        void StaysInTheCalendar(string machine, ClockSection clock, TimeSpan latest, string spare)
        {
            var own = moves.Where(move => move.Clock == machine || (move.Clock == MachineNames.AllApi && MachineNames.IsApi(machine))).ToArray();
            if (FirstBeyond([.. own.Select(move => Watched(move, clock))], clock, scenario.Duration, latest) is (string path, bool isLate) && reported.Add(path))
                file.ReportValue($"{path}.jump.by", $"takes the clock of '{machine}' out of the years 1 to 9999{(isLate ? spare : "")}; a world begins in {Scenario.DefaultEpoch.Year}, and all jumps of one clock add up: jump less far, as in 'by: -1h'.");
        }
    }

    /// <summary>What moves wall clocks, in the order in which it happens.</summary>
    private static Move[] Moves(Scenario scenario, BoundFile file)
    {
        var moves = new List<Move>();
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            if (entry.Action is ClockAction action && entry.At <= scenario.Duration && ActionRules.IsSound(action, path, file))
                moves.AddRange(action.MovesAt(entry.At).Select(move => new Move(move.At, move.Low, move.High, action.Clock, action is JumpAction ? path : null)));
        }
        return [.. moves.Where(move => move.At <= scenario.Duration).OrderBy(move => move.At)];
    }

    /// <summary>Where a clock that is watched can be: somewhere between what moved it and what is right.</summary>
    private static Move Watched(Move move, ClockSection clock) =>
        clock.Ntp is null && ClockProfiles.Find(clock.Profile)?.Ntp is null ? move : move with { Low = Min(move.Low), High = Max(move.High) };

    /// <summary>The jump after which the wall can lie outside the calendar, now or before the next move; null if there is none.</summary>
    private static (string Path, bool IsLate)? FirstBeyond(Move[] moves, ClockSection clock, TimeSpan duration, TimeSpan latest)
    {
        var offset = clock.Offset ?? Distribution.Zero;
        var (lowest, highest) = (offset.Min, offset.Max ?? Distribution.Limit);
        if (clock.DeadBattery is not null) lowest -= Scenario.DefaultEpoch - DateTimeOffset.UnixEpoch;
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
    private static TimeSpan Run(TimeSpan time, ClockSection clock) => time + (time * ((clock.DriftPpb ?? 0) / 1e9));

    private static TimeSpan Min(TimeSpan by) => by < TimeSpan.Zero ? by : TimeSpan.Zero;

    private static TimeSpan Max(TimeSpan by) => by > TimeSpan.Zero ? by : TimeSpan.Zero;
}
