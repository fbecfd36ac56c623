namespace SkewLab.VirtualTime;

/// <summary>A stretch of reference time in which a clock's rates and its machine's state do not change.</summary>
/// <param name="Start">When it begins, in ticks of reference time; it ends where the next segment begins.</param>
/// <param name="Wall">The wall reading, as time since the epoch.</param>
/// <param name="Elapsed">The elapsed reading.</param>
/// <param name="AwakeFrom">When the machine runs again, in ticks of reference time: <paramref name="Start"/> unless it is suspended.</param>
internal readonly record struct ClockSegment(long Start, LinearReading Wall, LinearReading Elapsed, long AwakeFrom)
{
    public bool IsSuspended => AwakeFrom != Start;
}
