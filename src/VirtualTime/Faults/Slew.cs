namespace SkewLab.VirtualTime.Faults;

/// <summary>The clock is corrected by a given amount at a bounded rate: for a while it runs a little fast or slow; wall and elapsed both.</summary>
/// <remarks>
/// Composes to one change of rate, which gains the amount exactly and ends as soon as the bound allows: slewing 1 s at 500 ppm takes 2000 s. Where the wall
/// stands still meanwhile (a suspension that stops it), that part of the correction is lost, as it is for a machine that does not run.
/// </remarks>
public sealed record Slew : IClockFault
{
    /// <value>The rate at which a Unix kernel slews: 500 ppm (RFC 5905, section 11.3, and ntpd's manual, option -x: 0.5 ms/s).</value>
    public const int DefaultRatePpb = 500_000;

    /// <value>The fastest slew: 100,000 ppm. chronyd stays below it (maxslewrate, 83,333.333 ppm by default).</value>
    public const int MaxRatePpb = Drift.MaxPpb;

    /// <summary>Corrects a clock gradually.</summary>
    /// <param name="at">When the correction begins, in reference time.</param>
    /// <param name="by">How much the wall gains; negative loses, zero does nothing.</param>
    /// <param name="ratePpb">The bound of the rate in parts per billion, from 1 to <see cref="MaxRatePpb"/>; <see cref="DefaultRatePpb"/> by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/> is negative, <paramref name="ratePpb"/> is out of range, or the slew ends beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public Slew(TimeSpan at, TimeSpan by, int ratePpb = DefaultRatePpb)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "slew a clock");
        By = by;
        RatePpb = TimeGuard.SlewRate(ratePpb, nameof(ratePpb));
        Duration = LengthOf(by, ratePpb);
        TimeGuard.End(at, Duration, nameof(by), "slew a clock");
    }

    /// <value>When the correction begins, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>How much the wall gains; negative loses.</value>
    public TimeSpan By { get; }

    /// <value>The bound of the rate, in parts per billion.</value>
    public int RatePpb { get; }

    /// <value>How long the correction takes, in reference time: the amount divided by the rate, rounded up to a tick.</value>
    public TimeSpan Duration { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.Gain(By, At, Duration);
    }

    private static TimeSpan LengthOf(TimeSpan by, int ratePpb)
    {
        Int128 ticks = (Int128.Abs(by.Ticks) * LinearReading.UnitsPerTick + ratePpb - 1) / ratePpb;
        return new TimeSpan((long)Int128.Min(ticks, long.MaxValue));
    }
}
