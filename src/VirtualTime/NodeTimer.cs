namespace SkewLab.VirtualTime;

/// <summary>A timer of a <see cref="NodeClock"/>, with the ways of <see cref="Timer"/>.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class NodeTimer : ITimer
{
    private static readonly Action<object?> FireEvent = static timer => ((NodeTimer)timer!).Fire();
    private static readonly ContextCallback InvokeInContext = static timer => ((NodeTimer)timer!).Invoke();
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1L);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly VirtualTimeline _timeline;
    private readonly ClockModel _model;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context;
    private ScheduledEvent? _pending;
    private TimeSpan _due;
    private TimeSpan? _period;
    private bool _isDisposed;

    public NodeTimer(VirtualTimeline timeline, ClockModel model, TimerCallback callback, object? state)
    {
        _timeline = timeline;
        _model = model;
        _callback = callback;
        _state = state;
        _context = ExecutionContext.Capture();
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        TimeSpan? due = Finite(dueTime, nameof(dueTime), "due time");
        TimeSpan? every = Finite(period, nameof(period), "period");
        if (_isDisposed)
            return false;

        Disarm();
        _period = every < Shortest ? null : every;
        if (due is { } delay)
            Arm(_model.ExactElapsedAt(_timeline.Now) + delay);

        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        Disarm();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan due)
    {
        _due = due;
        TimeSpan reference = _model.ReferenceWhenElapsed(due);

        // A reading lasts for many instants while the clock is slow or stands still, so one that is due now may have begun in the past.
        _pending = _timeline.Schedule(reference < _timeline.Now ? _model.AwakeAt(_timeline.Now) : reference, FireEvent, this);
    }

    private void Disarm()
    {
        if (_pending is not null)
            _timeline.Cancel(_pending);

        _pending = null;
    }

    private void Fire()
    {
        // Armed before the callback runs, so that the callback can change or dispose its own timer.
        _pending = null;
        if (_period is { } period)
        {
            TimeSpan elapsed = _model.ExactElapsedAt(_timeline.Now);
            Arm(elapsed - _due < period ? _due + period : elapsed + Shortest);
        }

        if (_context is null)
            Invoke();
        else
            ExecutionContext.Run(_context, InvokeInContext, this);
    }

    private void Invoke() => _callback(_state);

    /// <summary>
    /// A timer's time, or null for infinite. Fractions of a millisecond round towards zero for the check, as they do for <see cref="Timer"/>.
    /// </summary>
    private static TimeSpan? Finite(TimeSpan time, string parameter, string name)
    {
        long milliseconds = time.Ticks / TimeSpan.TicksPerMillisecond;
        if (milliseconds == Timeout.Infinite)
            return null;
        if (milliseconds < 0 || milliseconds > Longest.Ticks / TimeSpan.TicksPerMillisecond)
            throw new ArgumentOutOfRangeException(
                parameter, $"Cannot set a timer's {name} to {time}; it lies between {TimeSpan.Zero} and {Longest}, or is infinite (-1 ms).");

        return time < TimeSpan.Zero ? TimeSpan.Zero : time;
    }
}
