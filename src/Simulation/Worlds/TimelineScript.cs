using System.Globalization;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Network;

namespace SkewLab.Simulation.Worlds;

/// <summary>Carries out the scenario's timeline. What is done to clocks already is part of them: for that it only leaves a line in the trace.</summary>
/// <param name="network">The world's nodes.</param>
/// <param name="links">Every link of the world, by the names of its ends.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class TimelineScript(WorldNetwork network, IReadOnlyDictionary<string, Link> links, ulong seed)
{
    private IdpNode Idp => (IdpNode)network.Idp.Node;

    /// <summary>Plans every entry.</summary>
    public void Schedule(IEnumerable<TimelineEntry> entries)
    {
        foreach (var entry in entries.OrderBy(entry => entry.At))
            network.Timeline.Schedule(entry.At, state => Apply((TimelineEntry)state!), entry);
    }

    private void Apply(TimelineEntry entry)
    {
        var text = entry switch
        {
            { ClockAction: { } action } => $"{action.Name} {action.Clock} {action.Values}",
            { RotateKeys: { } rotate } => RotateKeys(rotate),
            { Revoke: { } target } => Revoke(target),
            { Fault: { } fault } => Add(fault),
            { Lose: { } lose } => Add(lose),
            { EndFaults: not null } => EndFaults(),
            _ => throw new InvalidOperationException($"The timeline entry at {entry.At} does nothing."),
        };
        network.History.Record(new() { Kind = EventKind.TimelineChanged, At = network.Timeline.Now, Client = -1, Text = text });
    }

    private string RotateKeys(RotateKeysAction rotate)
    {
        Idp.RotateKeys(rotate.PublishLead, rotate.Retire);
        return $"rotateKeys lead={DurationText.Format(rotate.PublishLead)} retire={DurationText.Format(rotate.Retire)}";
    }

    private string Revoke(RevokeTarget target)
    {
        var tokens = ServerSettings.TokensOf(target, Idp);
        foreach (var token in tokens)
            Idp.Revoke(token);
        return target == RevokeTarget.AllTokens ? $"revoke all {tokens.Count}" : $"revoke {(tokens.Count > 0 ? tokens[0].Name : "nothing")}";
    }

    private string Add(FaultAction action)
    {
        foreach (var machine in network.Api.Prepend(network.Idp).Where(machine => MachineNames.Matches(action.At, machine.Name)))
            machine.Node.Faults.Add(ServerSettings.FaultOf(action, seed, machine.Name));
        var chance = action.Probability == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" probability={action.Probability * 100:0.##########}%");
        return $"fault {action.At} {action.Path ?? "*"} {(action.Drop is { } drop ? $"drop {drop}" : $"{action.Status}")}".TrimEnd() + chance;
    }

    private string Add(LoseAction action)
    {
        var direction = action.Leg == LegName.Request ? LegDirection.Request : LegDirection.Response;
        // One rule for all the links: it counts what is lost on any of them.
        var loss = new ScriptedLoss(direction, action.Times);
        foreach (var (_, link) in links.Where(pair => LinkNames.Matches(action.Link, pair.Key)))
            link.Add(loss);
        return $"lose {action.Link} {action.Leg} {action.Times}";
    }

    private string EndFaults()
    {
        foreach (var machine in network.Api.Prepend(network.Idp))
            machine.Node.Faults.Clear();
        foreach (var link in links.Values)
            link.EndFaults();
        return "endFaults";
    }
}
