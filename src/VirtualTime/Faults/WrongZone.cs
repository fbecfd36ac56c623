namespace SkewLab.VirtualTime.Faults;

/// <summary>Software takes local time for UTC, or misses a change to summer time: the wall is off by a zone error; elapsed does not notice.</summary>
/// <remarks>Composes to a jump and, if the error ends, a jump back.</remarks>
public sealed record WrongZone : IClockFault
{
    /// <value>All zone errors are multiples of this: 15 minutes (as between UTC and Nepal, UTC+05:45).</value>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    /// <value>The largest zone error either way: 14 hours (the Line Islands, UTC+14:00).</value>
    public static readonly TimeSpan Max = TimeSpan.FromHours(14);

    /// <summary>Reads a wall clock in the wrong zone.</summary>
    /// <param name="at">The first instant at which the wall is wrong, in reference time.</param>
    /// <param name="by">
    /// The zone error: a multiple of <see cref="Step"/>, up to <see cref="Max"/> either way; positive is ahead. Typically an hour either way.
    /// </param>
    /// <param name="duration">How long the error lasts, in reference time; null (the default) is for good.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/> or <paramref name="duration"/> is negative or they end beyond <see cref="TimeSpan.MaxValue"/>, or <paramref name="by"/> is no zone
    /// error.
    /// </exception>
    public WrongZone(TimeSpan at, TimeSpan by, TimeSpan? duration = null)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "take a wrong zone");
        if (by.Ticks % Step.Ticks != 0 || by > Max || by < -Max)
            throw new ArgumentOutOfRangeException(nameof(by), $"Cannot be in a zone wrong by {by}; zones differ by multiples of {Step}, up to {Max}.");

        By = by;
        Duration = duration;
        if (duration is { } finite)
            TimeGuard.End(at, finite, nameof(duration), "take a wrong zone");
    }

    /// <value>The first instant at which the wall is wrong, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>The zone error; positive is ahead.</value>
    public TimeSpan By { get; }

    /// <value>How long the error lasts, in reference time; null is for good.</value>
    public TimeSpan? Duration { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.MoveWall(At, By);
        if (Duration is { } finite)
            script.MoveWall(At + finite, -By);
    }
}
