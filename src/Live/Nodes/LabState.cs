using SkewLab.FakeIdp.Nodes;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Journaling;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Nodes;

/// <summary>A lab without its server: clocks, nodes and journal, from one start to the next. Thread-safe.</summary>
internal sealed class LabState
{
    private readonly LabOptions _options;
    private LabNodes _nodes;
    private ulong _generation;

    /// <param name="options">How it begins, now and after each reset.</param>
    /// <param name="generation">Another one for each lab on one server: no token of one is a token of another.</param>
    public LabState(LabOptions options, ulong generation)
    {
        _options = options;
        _generation = generation;
        var start = options.Api.Node.ToDictionary(pair => pair.Key, pair => pair.Value.Clock);
        start["idp"] = options.Idp.Clock;
        Clocks = new(options.Time, options.NodeNames(), start);
        Journal = new(options.Time, options.JournalCapacity);
        _nodes = new(options, Clocks, _generation);
    }

    public LabClocks Clocks { get; }

    public Journal Journal { get; }

    public LabNodes Nodes => Volatile.Read(ref _nodes);

    public IdpNode Idp => Nodes.Idp;

    public IReadOnlyList<ApiNode> Api => Nodes.Api;

    public TimeProvider Time => _options.Time;

    /// <summary>The identifier of the lab's own client.</summary>
    public string ClientId => _options.Clients[0].Id;

    /// <exception cref="ArgumentException">There is no such node.</exception>
    public LabNode Node(string name) =>
        Nodes.Find(name) ?? throw new ArgumentException($"There is no node '{name}'; the lab has {string.Join(", ", _options.NodeNames())}.", nameof(name));

    /// <exception cref="ArgumentException">There is no such API node.</exception>
    public NodePropagation PropagationOf(string node) => Nodes.Propagation.GetValueOrDefault(node)
        ?? throw new ArgumentException($"There is no API node '{node}'; the lab has api-1 to api-{Api.Count}.", nameof(node));

    /// <summary>Goes back to the start.</summary>
    public void Reset()
    {
        Clocks.Reset();
        Volatile.Write(ref _nodes, new(_options, Clocks, Interlocked.Increment(ref _generation)));
        Journal.Clear();
    }
}
