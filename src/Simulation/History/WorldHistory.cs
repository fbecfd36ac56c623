using SkewLab.Explanations.History;

namespace SkewLab.Simulation.History;

/// <summary>Hands each event to the trace and to every fold. The stream itself is never kept.</summary>
/// <param name="trace">Hashes, and if asked writes, every event.</param>
/// <param name="folds">Who looks at the events, in this order.</param>
public sealed class WorldHistory(TraceWriter trace, IReadOnlyList<IFold> folds)
{
    private readonly IFold[] _folds = [.. folds];

    /// <summary>Records one event.</summary>
    public void Record(in WorldEvent happened)
    {
        trace.Write(in happened);
        foreach (var fold in _folds)
            fold.Observe(in happened);
    }
}
