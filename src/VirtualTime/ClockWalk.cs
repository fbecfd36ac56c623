namespace SkewLab.VirtualTime;

/// <summary>Follows a clock forward from the world's beginning, exactly, each segment once: for faults that react to the clock they find.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ClockWalk(ClockModel model)
{
    private int _segment;
    private long _at;

    /// <value>The wall minus reference time, in billionths of a tick.</value>
    public Int128 Offset => Here.Wall.After(_at - Here.Start) - (Int128)_at * LinearReading.UnitsPerTick;

    /// <value>Whether the machine sleeps.</value>
    public bool IsSuspended => Here.IsSuspended;

    /// <value>The next instant at which something about the clock changes; null if nothing does any more.</value>
    public TimeSpan? NextChange => _segment + 1 < model.Segments.Length ? new TimeSpan(model.Segments[_segment + 1].Start) : null;

    private ref readonly ClockSegment Here => ref model.Segments[_segment];

    /// <summary>Moves on to an instant, not before the last one.</summary>
    /// <returns>For how many ticks of the way the wall ran.</returns>
    public long MoveTo(TimeSpan instant)
    {
        long ran = 0;
        while (NextChange is { } change && change <= instant)
        {
            ran += Running(change.Ticks);
            _at = change.Ticks;
            _segment++;
        }

        ran += Running(instant.Ticks);
        _at = instant.Ticks;
        return ran;
    }

    private long Running(long until) => Here.Wall.IsStanding ? 0 : until - _at;
}
