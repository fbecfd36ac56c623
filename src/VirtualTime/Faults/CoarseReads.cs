namespace SkewLab.VirtualTime.Faults;

/// <summary>
/// The clock is read in steps, as where the system updates it once per scheduler tick (15.625 ms on older Windows). Timers still count exactly.
/// </summary>
public sealed record CoarseReads : IClockFault
{
    /// <summary>Makes a clock read in steps.</summary>
    /// <param name="resolution">
    /// The step, at least one tick: wall and elapsed are rounded down to a multiple of it, the wall counted from the world's epoch. Of several, the coarsest
    /// wins.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resolution"/> is not positive.</exception>
    public CoarseReads(TimeSpan resolution) => Resolution = TimeGuard.Positive(resolution, nameof(resolution), "read a clock in steps");

    /// <value>The step from one reading to the next.</value>
    public TimeSpan Resolution { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.CoarsenReads(Resolution);
    }
}
