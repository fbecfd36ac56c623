using SkewLab.Scenarios;
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
internal sealed class LiveTimeline(LabState lab, TimeProvider time, ulong seed, Lock turn)
{
    // A timer takes 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(40);

    /// <summary>What of a timeline a live lab cannot do.</summary>
    public static IEnumerable<string> ProblemsOf(IEnumerable<TimelineEntry> timeline)
    {
        foreach (var entry in timeline)
        {
            if (entry is { Jump: null, RotateKeys: null, Revoke: null, Fault: null, EndFaults: null })
                yield return $"timeline at {DurationText.Format(entry.At)}: a live lab jumps clocks, rotates keys, revokes and adds faults; suspend, slew, vmPause, strobe, leapSmear, wrongZone and lose need the simulation.";
            else if (entry.Jump is { } jump && jump.Clock != "idp" && !jump.Clock.StartsWith("api-", StringComparison.Ordinal))
                yield return $"timeline at {DurationText.Format(entry.At)}: the clock of {jump.Clock} is the live client's own; a live lab has the clocks of idp and the API nodes.";
        }
    }

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
                Apply(entry);
            }
        }
    }

    private void Apply(TimelineEntry entry)
    {
        if (entry.Jump is { } jump)
            Apply(jump);
        else if (entry.RotateKeys is { } rotate)
            lab.Idp.RotateKeys(rotate.PublishLead, rotate.Retire);
        else if (entry.Revoke is { } target)
            Revoke(target);
        else if (entry.Fault is { } fault)
            Add(fault);
        else
            EndFaults();
    }

    private void Apply(JumpAction jump)
    {
        try
        {
            lab.Clocks.Advance(jump.By, [.. Matching(jump.Clock)]);
        }
        catch (ArgumentException)
        {
            // A clock that somebody has set to the end of its range cannot jump any further: it stays there, and the rest of the timeline goes on.
        }
    }

    private IEnumerable<string> Matching(string pattern) =>
        lab.Clocks.All.Select(clock => clock.Name).Where(name => MachineNames.Matches(pattern, name));

    private void Revoke(RevokeTarget target)
    {
        foreach (var token in ServerSettings.TokensOf(target, lab.Idp))
            lab.Idp.Revoke(token);
    }

    private void Add(FaultAction action)
    {
        foreach (var name in Matching(action.At))
            lab.Node(name).Faults.Add(ServerSettings.FaultOf(action, seed, name));
    }

    private void EndFaults()
    {
        foreach (var clock in lab.Clocks.All)
            lab.Node(clock.Name).Faults.Clear();
    }
}
