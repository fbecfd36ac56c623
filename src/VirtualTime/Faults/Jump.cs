namespace SkewLab.VirtualTime.Faults;

/// <summary>The wall clock changes suddenly (NTP says step); elapsed and timers do not notice.</summary>
public sealed record Jump : IClockFault
{
    /// <summary>Moves a wall clock at one instant.</summary>
    /// <param name="at">The first instant at which the new wall is read, in reference time.</param>
    /// <param name="by">How far; positive is ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is negative.</exception>
    public Jump(TimeSpan at, TimeSpan by)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "jump a clock");
        By = by;
    }

    /// <value>The first instant at which the new wall is read, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>How far the wall is moved; positive is ahead.</value>
    public TimeSpan By { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.MoveWall(At, By);
    }
}
