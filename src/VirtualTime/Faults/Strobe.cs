namespace SkewLab.VirtualTime.Faults;

/// <summary>The wall flips between right and wrong for a while, as when two time services fight over a clock; elapsed does not notice.</summary>
/// <remarks>Composes to jumps: away at the beginning, and to the other side after each half period; at the end the wall is right again.</remarks>
public sealed record Strobe : IClockFault
{
    /// <value>How often a clock can flip in one strobe.</value>
    public const int MaxFlips = 100_000;

    /// <summary>Flips a wall clock.</summary>
    /// <param name="at">The first instant at which the wall is wrong, in reference time.</param>
    /// <param name="by">How far off it is every other half period; positive is ahead.</param>
    /// <param name="halfPeriod">How long the wall stays on either side, at least a tick.</param>
    /// <param name="duration">How long the flipping lasts, in reference time; zero does nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/> or <paramref name="duration"/> is negative or they end beyond <see cref="TimeSpan.MaxValue"/>, <paramref name="halfPeriod"/> is
    /// not positive, or the wall flips more than <see cref="MaxFlips"/> times.
    /// </exception>
    public Strobe(TimeSpan at, TimeSpan by, TimeSpan halfPeriod, TimeSpan duration)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "strobe a clock");
        TimeGuard.Positive(halfPeriod, nameof(halfPeriod), "strobe a clock in half periods");
        TimeGuard.End(at, duration, nameof(duration), "strobe a clock");
        By = by;
        HalfPeriod = halfPeriod;
        Duration = duration;
        if (Flips > MaxFlips)
            throw new ArgumentOutOfRangeException(
                nameof(halfPeriod), $"Cannot strobe a clock every {halfPeriod} for {duration}; it would flip {Flips} times, and {MaxFlips} is the most.");
    }

    /// <value>The first instant at which the wall is wrong, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>How far off the wall is every other half period.</value>
    public TimeSpan By { get; }

    /// <value>How long the wall stays on either side.</value>
    public TimeSpan HalfPeriod { get; }

    /// <value>How long the flipping lasts, in reference time.</value>
    public TimeSpan Duration { get; }

    /// <value>How often the wall changes sides, the return to the right at the end not counted.</value>
    public long Flips => Duration.Ticks / HalfPeriod.Ticks + (Duration.Ticks % HalfPeriod.Ticks > 0 ? 1 : 0);

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        for (long flip = 0; flip < Flips; flip++)
            script.MoveWall(At + flip * HalfPeriod, flip % 2 == 0 ? By : -By);
        if (Flips % 2 != 0)
            script.MoveWall(At + Duration, -By);
    }
}
