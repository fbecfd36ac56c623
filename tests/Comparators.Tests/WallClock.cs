namespace SkewLab.Comparators.Tests;

/// <summary>
/// A clock that moves when told. Setting <see cref="Now"/> moves the wall alone; <see cref="Advance"/> moves wall and elapsed time, and fires timers on the
/// way.
/// </summary>
internal sealed class WallClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;

    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _elapsed.Ticks;

    public void Advance(TimeSpan by)
    {
        var end = _elapsed + by;
        while (_timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due) is { } next)
        {
            Move(next.Due);
            _timers.Remove(next);
            next.Fire();
        }

        Move(end);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void Move(TimeSpan elapsed)
    {
        Now += elapsed - _elapsed;
        _elapsed = elapsed;
    }

    private sealed class ManualTimer(WallClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return true;
            Due = clock._elapsed + dueTime;
            clock._timers.Add(this);
            return true;
        }

        public void Dispose() => clock._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
