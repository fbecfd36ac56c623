namespace SkewLab.VirtualTime.Faults;

/// <summary>A machine without a clock battery: its wall begins at 1970-01-01T00:00:00Z, and elapsed is right.</summary>
/// <remarks>
/// Composes to an offset back to 1970 and, if the wall is ever stepped right, a jump forward by as much. Other offsets and jumps add up with it.
/// </remarks>
public sealed record DeadBattery : IClockFault
{
    /// <summary>Starts a wall clock in 1970.</summary>
    /// <param name="epoch">
    /// The true date and time at which the world begins. A clock knows the time since then only; the years back to 1970 have to be told.
    /// </param>
    /// <param name="correctedAfter">
    /// How long after the world's beginning the wall is stepped right; null (the default) is never: a time service listed later may.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="correctedAfter"/> is negative.</exception>
    public DeadBattery(DateTimeOffset epoch, TimeSpan? correctedAfter = null)
    {
        Behind = epoch - DateTimeOffset.UnixEpoch;
        CorrectedAfter = correctedAfter is { } at ? TimeGuard.NotBeforeTheWorld(at, nameof(correctedAfter), "step a clock out of 1970") : null;
    }

    /// <value>How far the wall is behind at first: the time from 1970 to the world's beginning.</value>
    public TimeSpan Behind { get; }

    /// <value>How long after the world's beginning the wall is stepped right; null is never.</value>
    public TimeSpan? CorrectedAfter { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.MoveWall(TimeSpan.Zero, -Behind);
        if (CorrectedAfter is { } at)
            script.MoveWall(at, Behind);
    }
}
