namespace SkewLab.VirtualTime;

/// <summary>The rules that times given to clocks, scripts and faults share, each stated once.</summary>
internal static class TimeGuard
{
    public static TimeSpan NotBeforeTheWorld(TimeSpan instant, string parameter, string action)
    {
        if (instant < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameter, $"Cannot {action} at {instant}; virtual time begins at {TimeSpan.Zero}.");

        return instant;
    }

    /// <summary>The end of an interval whose start has been checked.</summary>
    public static TimeSpan End(TimeSpan start, TimeSpan duration, string parameter, string action)
    {
        if (duration < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameter, $"Cannot {action} for {duration}; a duration is never negative.");
        if (duration > TimeSpan.MaxValue - start)
            throw new ArgumentOutOfRangeException(parameter, $"Cannot {action} at {start} for {duration}; virtual time ends at {TimeSpan.MaxValue}.");

        return start + duration;
    }

    public static TimeSpan Positive(TimeSpan step, string parameter, string action)
    {
        if (step <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(parameter, $"Cannot {action} of {step}; a step is at least one tick (100 ns).");

        return step;
    }

    public static int SlewRate(int ppb, string parameter)
    {
        if (ppb is < 1 or > Faults.Slew.MaxRatePpb)
            throw new ArgumentOutOfRangeException(
                parameter, $"Cannot slew at {ppb} ppb; a slew rate lies between 1 and {Faults.Slew.MaxRatePpb} ppb (100,000 ppm).");

        return ppb;
    }
}
