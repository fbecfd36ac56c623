using SkewLab.Client;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>One live run, counted, with what scheduling did to it.</summary>
internal sealed record LiveResult(Counts Counts, Scheduling Scheduling);

/// <summary>One number, simulated and live, and by how much scheduling explains that they differ.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Simulated">In the simulation.</param>
/// <param name="Live">In each live run.</param>
/// <param name="Bounds">For each live run.</param>
internal sealed record Comparison(string Name, long Simulated, IReadOnlyList<long> Live, IReadOnlyList<long> Bounds)
{
    /// <summary>Whether every live run is within its bound.</summary>
    public bool Agrees => Live.Zip(Bounds).All(run => Math.Abs(run.First - Simulated) <= run.Second);
}

/// <summary>Compares a simulated run with live ones.</summary>
/// <param name="duration">How long the scenario is.</param>
/// <param name="interval">The time between two calls.</param>
/// <param name="nodes">How many API nodes share the calls.</param>
internal sealed class Agreement(TimeSpan duration, TimeSpan interval, int nodes)
{
    // Beyond that, what a live run counts is the machine.
    private const double MostCrossings = 0.5;
    private const double MostLateShare = 0.02;

    /// <summary>Whether the machine left a run alone enough for it to say something.</summary>
    public bool IsTelling(LiveResult live) => CrossingsPerEdge(live.Scheduling) <= MostCrossings && live.Scheduling.Late <= live.Counts.Calls * MostLateShare;

    /// <summary>Compares number by number.</summary>
    public IReadOnlyList<Comparison> Compare(Counts simulated, IReadOnlyList<LiveResult> live)
    {
        return
        [
            Of("calls", counts => counts.Calls, _ => 0),
            Of("calls without an answer", counts => counts.Lost, _ => 0),
            Of("surfaced 401, any", counts => counts.Surfaced.Values.Sum(), scheduling => simulated.Surfaced.Count * EdgeBound(scheduling)),
            .. ByCause("surfaced 401, {0}", counts => counts.Surfaced),
            .. ByCause("wire 401, {0}", counts => counts.Wire),
            Of("token requests", counts => counts.TokenRequests, TokenRequestBound),
        ];

        Comparison Of(string name, Func<Counts, long> read, Func<Scheduling, long> bound) =>
            new(name, read(simulated), [.. live.Select(run => read(run.Counts))], [.. live.Select(run => bound(run.Scheduling))]);

        // Scheduling moves counts; it makes no cause.
        IEnumerable<Comparison> ByCause(string name, Func<Counts, IReadOnlyDictionary<string, long>> read) =>
            from cause in live.Select(run => run.Counts).Prepend(simulated).SelectMany(counts => read(counts).Keys).Distinct().Order(StringComparer.Ordinal)
            select Of(
                string.Format(null, name, cause), counts => read(counts).GetValueOrDefault(cause), read(simulated).ContainsKey(cause) ? EdgeBound : _ => 0);
    }

    /// <summary>
    /// How many calls may fall on the other side of an edge: a moment at which a node begins or ceases to take a token. Each unforced token request makes one
    /// for each cause. The bound is the mean over all edges, three standard deviations of a Poisson count, one, and the late requests.
    /// </summary>
    public long EdgeBound(Scheduling scheduling)
    {
        var mean = scheduling.Unforced * CrossingsPerEdge(scheduling);
        return (long)Math.Ceiling(mean + (3 * Math.Sqrt(mean))) + 1 + scheduling.Late;
    }

    /// <summary>
    /// How many token requests more or fewer there may be: one at the end of the run, those for which the delays added up to the time between two unforced
    /// ones, and one for each late request.
    /// </summary>
    public long TokenRequestBound(Scheduling scheduling) =>
        1 + (long)(((scheduling.MeanDelay * scheduling.Unforced) + scheduling.Moved) / (duration / Math.Max(1, scheduling.Unforced))) + scheduling.Late;

    // A call crosses an edge that is no further away than its own delay, or than the edge has moved: with the answer to its token request, and with all that
    // moved before.
    private double CrossingsPerEdge(Scheduling scheduling) => ((2 * scheduling.MeanDelay) + scheduling.Moved) / (interval * nodes);
}
