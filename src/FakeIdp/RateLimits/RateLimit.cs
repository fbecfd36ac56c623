namespace SkewLab.FakeIdp.RateLimits;

/// <summary>A token bucket's numbers. Immutable.</summary>
/// <param name="Count">How many requests the bucket gains per <paramref name="Period"/>, evenly. At least 1.</param>
/// <param name="Period">The period. More than zero.</param>
/// <param name="Burst">How many requests a full bucket holds. At least 1.</param>
public sealed record RateLimit(int Count, TimeSpan Period, int Burst)
{
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal RateLimit Checked()
    {
        if (Count < 1)
            throw new ArgumentOutOfRangeException(nameof(Count), Count, "A rate limit allows at least one request per period.");
        if (Period <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(Period), Period, "A rate limit's period is longer than zero.");
        if (Burst < 1)
            throw new ArgumentOutOfRangeException(nameof(Burst), Burst, "A rate limit's burst is at least one request.");
        return this;
    }
}
