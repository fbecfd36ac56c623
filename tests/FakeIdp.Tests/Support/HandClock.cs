namespace SkewLab.FakeIdp.Tests;

/// <summary>A clock that moves only when a test says so. Wall and elapsed are moved together, or the wall alone.</summary>
internal sealed class HandClock(DateTimeOffset wall) : TimeProvider
{
    private DateTimeOffset _wall = wall;
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _elapsed;

    public void Advance(TimeSpan by)
    {
        _wall += by;
        _elapsed += by.Ticks;
    }

    public void Set(DateTimeOffset wall) => _wall = wall;
}
