using System.Numerics;

namespace SkewLab.Verdicts.Metrics;

/// <summary>Counts durations in fixed buckets, 32 to each power of two, so memory does not grow with the number of calls.</summary>
internal sealed class LatencyBuckets
{
    private const int BucketsPerDoubling = 32;

    private readonly long[] _counts = new long[64 * BucketsPerDoubling];
    private long _total;
    private long _maxTicks;

    /// <summary>Counts one duration, zero or longer.</summary>
    public void Add(TimeSpan duration)
    {
        _counts[Index(duration.Ticks)]++;
        _total++;
        _maxTicks = Math.Max(_maxTicks, duration.Ticks);
    }

    /// <summary>The percentiles of what was counted; zeros if nothing was.</summary>
    public LatencySummary Summarise() => new() { P50 = Percentile(50), P95 = Percentile(95), P99 = Percentile(99), Max = Milliseconds(_maxTicks) };

    private double Percentile(int percent)
    {
        // The smallest value that at least this share of the calls does not exceed.
        var rank = (_total * percent + 99) / 100;
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank && seen > 0)
                return Milliseconds(Math.Min(UpperEnd(index), _maxTicks));
        }

        return 0;
    }

    private static double Milliseconds(long ticks) => (double)ticks / TimeSpan.TicksPerMillisecond;

    // Ticks below 32 have a bucket each; above, the five bits after the leading one choose among the 32 buckets of a doubling.
    private static int Index(long ticks)
    {
        if (ticks < BucketsPerDoubling)
            return (int)ticks;
        var shift = BitOperations.Log2((ulong)ticks) - 5;
        return (shift + 1) * BucketsPerDoubling + (int)((ticks >> shift) - BucketsPerDoubling);
    }

    private static long UpperEnd(int index)
    {
        var shift = index / BucketsPerDoubling - 1;
        return shift <= 0 ? index : ((long)(index % BucketsPerDoubling + BucketsPerDoubling + 1) << shift) - 1;
    }
}
