namespace SkewLab.FakeIdp;

/// <summary>The faults a node has now, in the order they were added; the first that matches answers.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class NodeFaults
{
    private readonly Lock _lock = new();
    private readonly List<(HttpFault Fault, int Left)> _faults = [];
    private volatile bool _any;

    /// <summary>Adds a fault, behind those already there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="fault"/> is outside its range.</exception>
    public void Add(HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Check();
        lock (_lock)
        {
            _faults.Add((fault, fault.Times ?? int.MaxValue));
            _any = true;
        }
    }

    /// <summary>Ends every fault.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
            _any = false;
        }
    }

    /// <summary>Takes the fault that answers a request to <paramref name="path"/>, counting it; null if there is none.</summary>
    internal HttpFault? Take(string path) => _any ? TakeLocked(path) : null;

    private HttpFault? TakeLocked(string path)
    {
        lock (_lock)
        {
            var index = _faults.FindIndex(entry => entry.Fault.Path is null || entry.Fault.Path == path);
            if (index < 0)
                return null;
            var (fault, left) = _faults[index];
            if (fault.Times is null)
                return fault;
            if (left == 1)
                _faults.RemoveAt(index);
            else
                _faults[index] = (fault, left - 1);
            _any = _faults.Count > 0;
            return fault;
        }
    }
}
