namespace SkewLab.Testing.Clocks;

/// <summary>A wall clock between two changes: what it read at one instant of the underlying provider's wall, and how it runs from there.</summary>
internal readonly record struct ClockState(DateTimeOffset At, DateTimeOffset Wall, int DriftPpb, bool IsFrozen)
{
    private const int LargestDriftPpb = 100_000_000;
    private const int Billion = 1_000_000_000;

    // A token's claims are seconds since 1970, and a token lives on after the clock was read: the last years are left for that.
    private static readonly DateTimeOffset Last = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static ClockState Exact(DateTimeOffset now) => new(now, now, 0, IsFrozen: false);

    public DateTimeOffset ReadAt(DateTimeOffset now)
    {
        if (IsFrozen)
            return Wall;
        var passed = (now - At).Ticks;
        return Wall + new TimeSpan(passed + (long)((Int128)passed * DriftPpb / Billion));
    }

    /// <exception cref="ArgumentOutOfRangeException">The drift or what the wall would read is out of range.</exception>
    /// <exception cref="ArgumentException">The setting says twice what the wall reads.</exception>
    public ClockState With(ClockSetting setting, DateTimeOffset now, string clock)
    {
        if ((setting.Offset is null ? 0 : 1) + (setting.Now is null ? 0 : 1) + (setting.By is null ? 0 : 1) > 1)
            throw new ArgumentException($"Cannot set {clock}: of offset, now and by at most one says what it reads.");
        if (setting.DriftPpb is < -LargestDriftPpb or > LargestDriftPpb)
            throw new ArgumentOutOfRangeException(nameof(setting),
                $"Cannot set {clock}: a drift of {setting.DriftPpb / 1000m} ppm is outside -100000 to 100000 ppm.");
        var wall = setting.Now?.UtcTicks
            ?? ((Int128)(setting.Offset is null ? ReadAt(now) : now).UtcTicks + (setting.Offset ?? setting.By ?? TimeSpan.Zero).Ticks);
        if (wall < DateTimeOffset.UnixEpoch.Ticks || wall > Last.Ticks)
            throw new ArgumentOutOfRangeException(nameof(setting), $"Cannot set {clock}: it would read a date outside the years 1970 to 8999.");
        return new(now, new DateTimeOffset((long)wall, TimeSpan.Zero), setting.DriftPpb ?? DriftPpb, setting.IsFrozen ?? IsFrozen);
    }
}
