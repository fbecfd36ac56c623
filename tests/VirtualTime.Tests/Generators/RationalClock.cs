using System.Numerics;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Generators;

/// <summary>
/// The definition of a clock, written to be believed rather than to be fast: rates are summed from the faults themselves between any two instants at
/// which one of them begins or ends, as fractions over a billion, in unlimited integers.
/// </summary>
internal sealed class RationalClock(IReadOnlyList<IClockFault> faults)
{
    private static readonly BigInteger Billion = 1_000_000_000;

    private readonly List<Suspend> _suspends = [.. faults.OfType<Suspend>()];

    public long Wall(long reference) => Coarse(Floor(ExactWall(reference), Billion));

    public long Elapsed(long reference) => Coarse(ExactElapsed(reference));

    public long ExactElapsed(long reference) => Floor(Sum(reference, suspend => !suspend.ElapsedCounts), Billion);

    public long Offset(long reference) => Floor(OffsetUnits(reference), Billion);

    /// <summary>The offset in billionths of a tick.</summary>
    public BigInteger OffsetUnits(long reference) => ExactWall(reference) - reference * Billion;

    public bool IsSuspended(long reference) => _suspends.Any(suspend => Covers(suspend, reference));

    /// <summary>The first instant from <paramref name="from"/> on at which a claim holds, found by trying each. The machine must be awake.</summary>
    public long FirstAwake(long from, Func<long, bool> holds)
    {
        while (IsSuspended(from) || !holds(from))
            from++;

        return from;
    }

    private BigInteger ExactWall(long reference) =>
        Sum(reference, suspend => suspend.WallStops)
        + Billion * faults.OfType<Offset>().Sum(offset => offset.By.Ticks)
        + Billion * faults.OfType<Jump>().Where(jump => jump.At.Ticks <= reference).Sum(jump => jump.By.Ticks);

    private BigInteger Sum(long reference, Func<Suspend, bool> stops)
    {
        long[] breaks = [.. faults.SelectMany(Breaks).Append(0).Append(reference).Where(at => at <= reference).Distinct().Order()];
        BigInteger sum = 0;
        for (int i = 0; i + 1 < breaks.Length; i++)
        {
            if (!_suspends.Any(suspend => Covers(suspend, breaks[i]) && stops(suspend)))
                sum += (breaks[i + 1] - breaks[i]) * (Billion + faults.Sum(fault => RatePpb(fault, breaks[i])));
        }

        return sum;
    }

    private static IEnumerable<long> Breaks(IClockFault fault) => fault switch
    {
        Suspend suspend => [suspend.At.Ticks, (suspend.At + suspend.Duration).Ticks],
        RateChange change => [change.From.Ticks, (change.From + (change.Duration ?? TimeSpan.Zero)).Ticks],
        _ => [],
    };

    private static long RatePpb(IClockFault fault, long at) => fault switch
    {
        Drift drift => drift.Ppb,
        RateChange change when at >= change.From.Ticks && (change.Duration is not { } lasts || at < (change.From + lasts).Ticks) => change.Ppb,
        _ => 0,
    };

    private static bool Covers(Suspend suspend, long at) => at >= suspend.At.Ticks && at < (suspend.At + suspend.Duration).Ticks;

    private long Coarse(long ticks)
    {
        long step = faults.OfType<CoarseReads>().Select(coarse => coarse.Resolution.Ticks).DefaultIfEmpty(1).Max();
        return Floor(ticks, step) * step;
    }

    private static long Floor(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        return (long)(remainder.Sign < 0 ? quotient - 1 : quotient);
    }
}
