namespace SkewLab.TestSupport;

/// <summary>A clock that moves only when a test says so. Wall and elapsed are moved together, or the wall alone.</summary>
internal sealed class HandClock(DateTimeOffset wall) : TimeProvider
{
    private readonly List<HandTimer> _timers = [];
    private DateTimeOffset _wall = wall;
    private long _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _elapsed;

    public void Advance(TimeSpan by)
    {
        _wall += by;
        _elapsed += by.Ticks;
        foreach (var timer in _timers.ToList())
            timer.FireIfDue(_elapsed);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    public void Set(DateTimeOffset wall) => _wall = wall;
}
