namespace SkewLab.Verdicts.Metrics;

/// <summary>What a world amounts to in numbers. docs/results.md defines each; <c>expect</c> uses the same names in camelCase.</summary>
public sealed record WorldMetrics
{
    /// <value>Calls that were started.</value>
    public long Requests { get; init; }

    /// <value>Calls that returned a 2xx status.</value>
    public long Ok { get; init; }

    /// <value>Calls that returned a 401 to their caller.</value>
    public long Surfaced401 { get; init; }

    /// <value><see cref="Surfaced401"/> of all <see cref="Requests"/>; 0 to 1.</value>
    public double Surfaced401Rate { get; init; }

    /// <value>401s that API nodes sent.</value>
    public long Wire401 { get; init; }

    /// <value>401s on the wire that no caller saw.</value>
    public long Absorbed401 { get; init; }

    /// <value>Tokens that were sent at least once: each has one first request.</value>
    public long FirstAfterRefreshRequests { get; init; }

    /// <value>First requests that got a 401.</value>
    public long FirstAfterRefresh401 { get; init; }

    /// <value><see cref="FirstAfterRefresh401"/> of all <see cref="FirstAfterRefreshRequests"/>; 0 to 1.</value>
    public double FirstAfterRefresh401Rate { get; init; }

    /// <value>Token requests that left a client.</value>
    public long TokenRequests { get; init; }

    /// <value>Token requests that brought no token: refused, lost or abandoned.</value>
    public long TokenRequestsFailed { get; init; }

    /// <value>The most token requests one client had under way at once.</value>
    public long RefreshInFlightMax { get; init; }

    /// <value>The most requests one call sent to the API.</value>
    public long SendsPerRequestMax { get; init; }

    /// <value>What the client added to each call before its last request left.</value>
    public LatencySummary AddedLatencyMs { get; init; } = new();

    /// <value>The longest time from a call's failure to the client's next success, or to the end; seconds.</value>
    public double LongestOutageSeconds { get; init; }

    /// <value>How much of its lifetime a token was in use, on average; 0 to 1.</value>
    public double LifetimeUsedMean { get; init; }

    /// <value>429s on the wire, from the IdP and the API.</value>
    public long RateLimited429 { get; init; }

    /// <value>Calls that ended in an exception; not those that their caller gave up.</value>
    public long Exceptions { get; init; }

    /// <value>Calls that their caller gave up: <c>cancelAfter</c> had passed, and the client let go.</value>
    public long Cancelled { get; init; }

    /// <value>Calls that fell due while their machine slept.</value>
    public long SkippedAsleep { get; init; }

    /// <value>Calls that had not returned when the world ended.</value>
    public long Unfinished { get; init; }

    /// <value>Jobs that were begun.</value>
    public long Jobs { get; init; }

    /// <value>Jobs that got every page exactly once.</value>
    public long JobsOk { get; init; }

    /// <value>Pages that a job was to get and did not get by its end, or by the end of the world.</value>
    public long PagesLost { get; init; }

    /// <value>Pages that a job got more than once.</value>
    public long PagesTwice { get; init; }

    /// <value>401s without a cause. More than none makes the world unsound.</value>
    public long Unattributed401 { get; init; }
}

/// <summary>Percentiles in milliseconds, from buckets that are at most 1/32 wide: a value is its bucket's upper end, never more than the maximum.</summary>
public sealed record LatencySummary
{
    /// <value>The median.</value>
    public double P50 { get; init; }

    /// <value>The 95th percentile.</value>
    public double P95 { get; init; }

    /// <value>The 99th percentile.</value>
    public double P99 { get; init; }

    /// <value>The largest value, exactly.</value>
    public double Max { get; init; }
}
