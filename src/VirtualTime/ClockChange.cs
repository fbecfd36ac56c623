namespace SkewLab.VirtualTime;

/// <summary>What changes about a clock at one instant of reference time, as differences. Differences of one instant can be added in any order.</summary>
/// <param name="At">The instant, in ticks of reference time.</param>
/// <param name="RatePpb">Added to the rate error, in parts per billion.</param>
/// <param name="WallTicks">Added to the wall reading, in ticks.</param>
/// <param name="Suspensions">Added to the number of suspensions that are going on.</param>
/// <param name="ElapsedStops">Added to the number of those that stop the elapsed reading.</param>
/// <param name="WallStops">Added to the number of those that stop the wall reading.</param>
internal readonly record struct ClockChange(
    long At, long RatePpb = 0, long WallTicks = 0, int Suspensions = 0, int ElapsedStops = 0, int WallStops = 0);
