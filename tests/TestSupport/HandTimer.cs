namespace SkewLab.TestSupport;

/// <summary>A timer of a <see cref="HandClock"/>: it fires once, when the test moves elapsed time that far.</summary>
internal sealed class HandTimer(HandClock clock, TimerCallback callback, object? state) : ITimer
{
    private long _due = long.MaxValue;

    public void FireIfDue(long elapsed)
    {
        if (elapsed < _due)
            return;
        _due = long.MaxValue;
        callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _due = dueTime < TimeSpan.Zero ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks;
        return true;
    }

    public void Dispose() => _due = long.MaxValue;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
