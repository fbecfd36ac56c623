namespace SkewLab.VirtualTime.Faults;

/// <summary>The wall clock is set wrong when the world begins, and stays so.</summary>
public sealed record Offset : IClockFault
{
    /// <summary>Sets the wall clock wrong.</summary>
    /// <param name="by">How far; positive is ahead, zero is right.</param>
    public Offset(TimeSpan by) => By = by;

    /// <value>How far the wall is ahead of reference time.</value>
    public TimeSpan By { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.MoveWall(TimeSpan.Zero, By);
    }
}
