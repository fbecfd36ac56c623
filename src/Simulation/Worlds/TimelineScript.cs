using System.Diagnostics;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Timeline;
using SkewLab.Simulation.Network;

namespace SkewLab.Simulation.Worlds;

/// <summary>Carries out the scenario's timeline in a world.</summary>
/// <param name="network">The world's nodes.</param>
/// <param name="links">Every link of the world, by the names of its ends.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class TimelineScript(WorldNetwork network, IReadOnlyDictionary<string, Link> links, ulong seed) : ITimelineTarget
{
    private readonly List<IDisposable> _losses = [];

    public ulong Seed => seed;

    public IdpNode Idp => (IdpNode)network.Idp.Node;

    public IEnumerable<LabNode> Nodes => network.Api.Prepend(network.Idp).Select(machine => machine.Node);

    /// <summary>Plans every entry.</summary>
    public void Schedule(IEnumerable<TimelineEntry> entries)
    {
        foreach (var entry in entries.OrderBy(entry => entry.At))
            network.Timeline.Schedule(entry.At, state => Apply((TimelineAction)state!), entry.Action);
    }

    public void JumpClocks(string clock, TimeSpan by)
    {
        // Each clock was made with all its jumps: WorldClocks.
    }

    public void Lose(LoseAction loss)
    {
        var direction = loss.Leg switch
        {
            LegName.Request => LegDirection.Request,
            LegName.Response => LegDirection.Response,
            _ => throw new UnreachableException(),
        };
        // One rule for all the links: it counts what is lost on any of them.
        Add(loss.Link, new ScriptedLoss(direction, loss.Times));
    }

    public void EndLosses()
    {
        _losses.ForEach(loss => loss.Dispose());
        _losses.Clear();
    }

    /// <summary>Adds a rule to links until the timeline's faults end.</summary>
    /// <param name="pattern">Which links, by the scenario's name.</param>
    /// <param name="rule">What they do from now on.</param>
    internal void Add(string pattern, ILinkRule rule) =>
        _losses.AddRange(links.Where(pair => LinkNames.Matches(pattern, pair.Key)).Select(pair => pair.Value.Add(rule)));

    private void Apply(TimelineAction action)
    {
        var text = action.Apply(this);
        network.History.Record(new() { Kind = EventKind.TimelineChanged, At = network.Timeline.Now, Client = -1, Text = text });
    }
}
