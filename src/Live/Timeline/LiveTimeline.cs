using System.Diagnostics;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing.Timeline;

/// <summary>Carries out a scenario's timeline in real time.</summary>
/// <param name="lab">Where.</param>
/// <param name="time">Reference time.</param>
/// <param name="seed">Seed of its faults' draws.</param>
/// <param name="turn">Held while an entry is carried out.</param>
internal sealed class LiveTimeline(LabState lab, TimeProvider time, ulong seed, Lock turn) : ITimelineTarget
{
    // A timer takes 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(40);

    public ulong Seed => seed;

    public IdpNode Idp => lab.Idp;

    public IEnumerable<LabNode> Nodes => lab.Clocks.All.Select(clock => lab.Node(clock.Name));

    /// <summary>What of a timeline a live lab cannot do.</summary>
    public static IEnumerable<string> ProblemsOf(IEnumerable<TimelineEntry> timeline) =>
        from entry in timeline
        let problem = ProblemOf(entry.Action)
        where problem is not null
        select $"timeline at {DurationText.Format(entry.At)}: {problem}";

    /// <summary>Does each entry when it is due, counted from now; ends with the last one.</summary>
    public async Task RunAsync(IEnumerable<TimelineEntry> entries, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        foreach (var entry in entries.OrderBy(entry => entry.At))
        {
            while (entry.At - time.GetElapsedTime(start) > LongestDelay)
                await Task.Delay(LongestDelay, time, cancellationToken).ConfigureAwait(false);
            var wait = entry.At - time.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            lock (turn)
            {
                cancellationToken.ThrowIfCancellationRequested();
                entry.Action.Apply(this);
            }
        }
    }

    public void JumpClocks(string clock, TimeSpan by)
    {
        try
        {
            lab.Clocks.Advance(by, [.. lab.Clocks.All.Select(one => one.Name).Where(name => MachineNames.Matches(clock, name))]);
        }
        catch (ArgumentException)
        {
            // A clock that somebody has set to the end of its range cannot jump any further: it stays there, and the rest of the timeline goes on.
        }
    }

    public void Lose(LoseAction loss) => throw new NotSupportedException("A live lab has no links: its messages go over sockets.");

    public void EndLosses()
    {
        // There are none.
    }

    private static string? ProblemOf(TimelineAction action) => action.Needs switch
    {
        LabCapability.Nodes or LabCapability.NodeClockJumps => null,
        LabCapability.ClientClockJumps => $"the clock of {((ClockAction)action).Clock} is the live client's own; a live lab has the clocks of idp and the API nodes.",
        LabCapability.ScriptedClocks or LabCapability.Links =>
            $"'{action.Key}' needs the simulation; a live lab jumps the clocks of its nodes, rotates keys, revokes and adds faults.",
        _ => throw new UnreachableException(),
    };
}
