namespace SkewLab.VirtualTime.Faults;

/// <summary>The machine sleeps for a while: nothing runs and no timer fires until it wakes.</summary>
public sealed record Suspend : IClockFault
{
    /// <summary>Puts a machine to sleep.</summary>
    /// <param name="at">The first instant of the sleep, in reference time.</param>
    /// <param name="duration">How long it lasts, in reference time: at <paramref name="at"/> + <paramref name="duration"/> the machine is awake. Zero does
    /// nothing.</param>
    /// <param name="elapsedCounts">
    /// Whether the elapsed reading goes on meanwhile, as CLOCK_BOOTTIME does; timers that fall due fire when the machine wakes. By default it stands still, as
    /// CLOCK_MONOTONIC does.
    /// </param>
    /// <param name="wallStops">Whether the wall stands still and stays behind afterwards. By default it goes on, kept by a battery.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/> or <paramref name="duration"/> is negative, or they end beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public Suspend(TimeSpan at, TimeSpan duration, bool elapsedCounts = false, bool wallStops = false)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "suspend a machine");
        TimeGuard.End(at, duration, nameof(duration), "suspend a machine");
        Duration = duration;
        ElapsedCounts = elapsedCounts;
        WallStops = wallStops;
    }

    /// <value>The first instant of the sleep, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>How long the machine sleeps, in reference time.</value>
    public TimeSpan Duration { get; }

    /// <value>Whether the elapsed reading goes on meanwhile. False by default.</value>
    public bool ElapsedCounts { get; }

    /// <value>Whether the wall stands still meanwhile and stays behind afterwards. False by default.</value>
    public bool WallStops { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.SuspendMachine(At, Duration, ElapsedCounts, WallStops);
    }
}
