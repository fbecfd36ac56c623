namespace SkewLab.Scenarios.Timeline;

/// <summary>A change of the earliest and of the latest reading that a wall clock can have.</summary>
/// <param name="At">When.</param>
/// <param name="Low">How far it moves the earliest; negative = back.</param>
/// <param name="High">How far it moves the latest.</param>
internal readonly record struct ClockMove(TimeSpan At, TimeSpan Low, TimeSpan High)
{
    /// <summary>A clock that stands still is somewhere between where it was and right: only what is certainly outside counts.</summary>
    internal static ClockMove[] Stopped(TimeSpan at, TimeSpan time) => [new(at, TimeSpan.Zero, -time), new(at + time, -time, TimeSpan.Zero)];

    /// <summary>A clock that for a while is anywhere between where it was and <paramref name="by"/> from there, and in the end moved by <paramref name="rest"/>.</summary>
    internal static ClockMove[] Between(TimeSpan at, TimeSpan end, TimeSpan by, TimeSpan rest)
    {
        var (low, high) = by < TimeSpan.Zero ? (by, TimeSpan.Zero) : (TimeSpan.Zero, by);
        return [new(at, low, high), new(end, rest - low, rest - high)];
    }
}
