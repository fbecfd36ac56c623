namespace SkewLab.Client.Unauthorized;

/// <summary>Lets two forced refreshes pass, then one per 30 seconds: a permanent 401 must not become a storm of token requests.</summary>
/// <remarks>Not thread-safe: its owner calls it under a lock. A refresh on schedule does not ask it.</remarks>
internal sealed class ForcedRefreshLimiter
{
    private const int Burst = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // The instant at which the bucket was, or will be, full; each permit moves it one interval further.
    private TimeSpan _fullAt = TimeSpan.MinValue;

    /// <summary>Takes a permit if there is one.</summary>
    /// <param name="now">Elapsed time, not less than in the call before.</param>
    public bool TryTake(TimeSpan now)
    {
        var start = _fullAt > now ? _fullAt : now;
        if (start - now > Interval * (Burst - 1))
            return false;
        _fullAt = start + Interval;
        return true;
    }
}
