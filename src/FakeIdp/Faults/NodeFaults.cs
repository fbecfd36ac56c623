using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Randomness;

namespace SkewLab.FakeIdp.Faults;

/// <summary>The faults a node has now, in the order they were added; the first that matches answers.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class NodeFaults
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _faults = [];
    private int _added;
    private volatile bool _any;

    internal bool IsEmpty => !_any;

    /// <summary>Adds a fault, behind those already there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="fault"/> is outside its range.</exception>
    /// <exception cref="ArgumentException">Values of <paramref name="fault"/> do not go together, or it would do nothing: <see cref="HttpFault.Check"/> finds
    /// problems, all of which the message names.</exception>
    public void Add(HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        SettingProblems.ThrowIfAny(fault.Check());
        lock (_lock)
        {
            _faults.Add(new(fault, ++_added));
            _any = true;
        }
    }

    /// <summary>The faults there are now, in their order, each with what is left of its <see cref="HttpFault.Skip"/> and <see cref="HttpFault.Times"/>.</summary>
    public IReadOnlyList<HttpFault> List()
    {
        lock (_lock)
            return [.. _faults.Select(entry => entry.Fault with { Skip = entry.Skip, Times = entry.Fault.Times is null ? null : entry.Left })];
    }

    /// <summary>Ends every fault.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _added = 0;
            _any = false;
        }
    }

    /// <summary>Whether it takes the client to tell which fault a request meets.</summary>
    internal bool AskForClient(string method, string path)
    {
        lock (_lock)
            return _faults.Exists(entry => entry.Fault.Client is not null && entry.IsFor(method, path));
    }

    /// <summary>Takes the fault that a request meets, counting it; null if there is none. A request that a fault lets pass goes on to the next fault.</summary>
    internal HttpFault? Take(string method, string path, string? client)
    {
        lock (_lock)
        {
            foreach (var entry in _faults)
            {
                if (!entry.IsFor(method, path) || (entry.Fault.Client is { } wanted && wanted != client))
                    continue;
                if (entry.Skip > 0)
                    entry.Skip--;
                else if (entry.Draw())
                    return Count(entry);
            }
            return null;
        }
    }

    private HttpFault Count(Entry met)
    {
        if (met.Fault.Times is not null && --met.Left == 0)
            _faults.Remove(met);
        _any = _faults.Count > 0;
        return met.Fault;
    }

    private sealed class Entry(HttpFault fault, int place)
    {
        private ulong _drawn;

        public HttpFault Fault { get; } = fault;

        public int Skip { get; set; } = fault.Skip;

        public int Left { get; set; } = fault.Times ?? 0;

        public bool IsFor(string method, string path) => (Fault.Method is null || Fault.Method == method) && (Fault.Path is null || Fault.Path == path);

        /// <summary>Whether the next request that comes to the fault meets it.</summary>
        public bool Draw() => Fault.Probability == 1 || SplitMix64.Unit(SplitMix64.At((Fault.Seed ?? 0) + ((ulong)place << 40) + ++_drawn)) < Fault.Probability;
    }
}
