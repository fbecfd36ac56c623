namespace SkewLab.Benchmarks.Fidelity;

/// <summary>What real scheduling did to one live run, as measured in it. In the simulation all of it is zero.</summary>
internal sealed record Scheduling
{
    /// <summary>By how much requests were answered later than their calls were due, on average.</summary>
    public required TimeSpan MeanDelay { get; init; }

    /// <summary>The longest of these delays.</summary>
    public required TimeSpan LargestDelay { get; init; }

    /// <summary>
    /// By how much the answers to unforced token requests were late beyond half an interval between calls, summed up: so far the later ones move.
    /// </summary>
    public required TimeSpan Moved { get; init; }

    /// <summary>Requests answered more than an interval between calls late: another call may have replaced their token meanwhile.</summary>
    public required long Late { get; init; }

    /// <summary>Token requests that no 401 forced. Each begins a token, and ends one, at a moment that the schedule chose.</summary>
    public required long Unforced { get; init; }
}
