namespace SkewLab.VirtualTime.Faults;

/// <summary>
/// The hypervisor stops a virtual machine for a while, as in a live migration or a snapshot: wall and elapsed both stand still, and the wall stays behind.
/// </summary>
/// <remarks>Composes to a suspension that stops both readings and, if the wall is ever stepped right, a jump forward by the length of the pause.</remarks>
public sealed record VmPause : IClockFault
{
    /// <summary>Pauses a virtual machine.</summary>
    /// <param name="at">The first instant of the pause, in reference time.</param>
    /// <param name="duration">How long it lasts, in reference time; zero does nothing.</param>
    /// <param name="correctedAfter">
    /// How long after the pause the wall is stepped right; zero corrects it at once, null (the default) never: a time service listed later may.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/>, <paramref name="duration"/> or <paramref name="correctedAfter"/> is negative, or they end beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public VmPause(TimeSpan at, TimeSpan duration, TimeSpan? correctedAfter = null)
    {
        At = TimeGuard.NotBeforeTheWorld(at, nameof(at), "pause a machine");
        TimeSpan end = TimeGuard.End(at, duration, nameof(duration), "pause a machine");
        if (correctedAfter is { } wait)
            TimeGuard.End(end, wait, nameof(correctedAfter), "leave a paused clock wrong");
        Duration = duration;
        CorrectedAfter = correctedAfter;
    }

    /// <value>The first instant of the pause, in reference time.</value>
    public TimeSpan At { get; }

    /// <value>How long it lasts, in reference time.</value>
    public TimeSpan Duration { get; }

    /// <value>How long after the pause the wall is stepped right; null is never.</value>
    public TimeSpan? CorrectedAfter { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.SuspendMachine(At, Duration, elapsedCounts: false, wallStops: true);
        if (CorrectedAfter is { } wait)
            script.MoveWall(At + Duration + wait, Duration);
    }
}
