namespace SkewLab.VirtualTime;

/// <summary>A reading that grows linearly, exact to a billionth of a tick: what a clock shows between two changes of its rate.</summary>
/// <remarks>
/// A rate in parts per billion makes every reading a whole number of billionths of a tick (10^-16 s), so sums of segments are exact and only reading rounds.
/// </remarks>
internal readonly struct LinearReading
{
    public const long UnitsPerTick = 1_000_000_000;

    private readonly Int128 _start;
    private readonly long _startTicks;
    private readonly long _rate;

    /// <param name="start">The reading at the segment's start, in billionths of a tick.</param>
    /// <param name="rate">Billionths of a tick per tick of reference time; zero stands still, never negative.</param>
    public LinearReading(Int128 start, long rate)
    {
        _start = start;
        _startTicks = FloorTicks(start);
        _rate = rate;
    }

    /// <summary>The exact reading at the segment's start, in billionths of a tick.</summary>
    public Int128 Start => _start;

    /// <summary>Whether the reading does not grow.</summary>
    public bool IsStanding => _rate == 0;

    /// <summary>The exact reading <paramref name="ticks"/> of reference time after the segment's start, in billionths of a tick.</summary>
    public Int128 After(long ticks) => _start + (Int128)ticks * _rate;

    /// <summary>The reading in whole ticks, rounded down, <paramref name="ticks"/> of reference time after the segment's start.</summary>
    /// <exception cref="OverflowException">The reading is too large for a <see cref="TimeSpan"/>.</exception>
    public long TicksAfter(long ticks) => _rate switch
    {
        // Most clocks most of the time; 128-bit division is the dearest step of a reading.
        UnitsPerTick => checked(_startTicks + ticks),
        0 => _startTicks,
        _ => FloorTicks(After(ticks)),
    };

    /// <summary>The least reference time after the segment's start, in ticks, at which the reading is at least <paramref name="target"/>.</summary>
    /// <param name="target">A reading in ticks, later than the start's, which is not negative. The rate must not be zero.</param>
    /// <exception cref="OverflowException">The delay is too large for a <see cref="TimeSpan"/>.</exception>
    public long DelayUntil(long target)
    {
        if (_rate == UnitsPerTick)
            return target - _startTicks;

        Int128 missing = (Int128)target * UnitsPerTick - _start;
        return checked((long)((missing + _rate - 1) / _rate));
    }

    private static long FloorTicks(Int128 units)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(units, UnitsPerTick);
        return checked((long)(remainder < 0 ? quotient - 1 : quotient));
    }
}
