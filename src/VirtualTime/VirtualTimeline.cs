namespace SkewLab.VirtualTime;

/// <summary>The lab's own time line: an event queue in which time stands still while an event runs and jumps to the next one after it.</summary>
/// <remarks>
/// Events run in the order of (due, sequence of scheduling), so the same schedule gives the same history. Cancelling removes an event at once: memory
/// follows the number of pending events, whatever was cancelled before. What an event writes to an <see cref="AsyncLocal{T}"/> ends with the event.
/// Not thread-safe: schedule, cancel and run from the one thread that owns the timeline.
/// </remarks>
public sealed class VirtualTimeline
{
    private readonly EventHeap _queue = new();
    private long _nextSequence;
    private bool _isRunning;

    /// <value>Reference time: how long ago the world began. Starts at zero and never decreases.</value>
    public TimeSpan Now { get; private set; }

    /// <value>When the next event is due, in reference time; null when nothing is scheduled.</value>
    public TimeSpan? NextDue => _queue.First?.Due;

    /// <value>How many events are pending. Cancelled events do not count.</value>
    public int Count => _queue.Count;

    /// <value>How many events have been run since the world began, one that is running now and those that threw included.</value>
    public long ExecutedEvents { get; private set; }

    /// <summary>Schedules an event. Among events of the same due, the one scheduled first runs first.</summary>
    /// <param name="due">When to run it, in reference time. <see cref="Now"/> is allowed: it runs after what was already scheduled for this instant.</param>
    /// <param name="callback">What to run, on the thread that calls <see cref="RunNext"/>.</param>
    /// <param name="state">Handed to <paramref name="callback"/>; null is allowed.</param>
    /// <returns>The ticket to cancel the event with.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="due"/> lies before <see cref="Now"/>.</exception>
    public ScheduledEvent Schedule(TimeSpan due, Action<object?> callback, object? state)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (due < Now)
            throw new ArgumentOutOfRangeException(nameof(due), $"Cannot schedule an event at {due}; virtual time is already {Now}.");

        var scheduled = new ScheduledEvent(due, _nextSequence++, callback, state);
        _queue.Add(scheduled);
        return scheduled;
    }

    /// <summary>Takes a pending event out of the queue.</summary>
    /// <returns>True if the event was pending; false if it has run, is running or was cancelled before.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="scheduled"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="scheduled"/> is pending on another timeline.</exception>
    public bool Cancel(ScheduledEvent scheduled)
    {
        ArgumentNullException.ThrowIfNull(scheduled);
        if (!scheduled.IsPending)
            return false;
        if (!_queue.Contains(scheduled))
            throw new ArgumentException($"Cannot cancel the event due at {scheduled.Due}; it belongs to another timeline.", nameof(scheduled));

        _queue.Remove(scheduled);
        scheduled.Release();
        return true;
    }

    /// <summary>Moves <see cref="Now"/> to the next event's due and runs that event.</summary>
    /// <returns>False, with <see cref="Now"/> unchanged, when nothing is scheduled.</returns>
    /// <exception cref="InvalidOperationException">An event is running: time would pass in the middle of it.</exception>
    /// <remarks>What the event throws is thrown on. The event then counts as run, and the timeline can go on.</remarks>
    public bool RunNext()
    {
        if (_isRunning)
            throw new InvalidOperationException($"Cannot run the next event at {Now}; an event is still running.");
        if (_queue.First is not { } next)
            return false;

        _queue.Remove(next);
        Now = next.Due;
        ExecutedEvents++;
        Run(next);
        return true;
    }

    /// <summary>Runs every event that is due up to and including an instant, then moves <see cref="Now"/> to that instant.</summary>
    /// <param name="instant">Where to stop, in reference time. <see cref="Now"/> runs only what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="instant"/> lies before <see cref="Now"/>.</exception>
    /// <exception cref="InvalidOperationException">An event is running.</exception>
    public void RunUntil(TimeSpan instant)
    {
        if (instant < Now)
            throw new ArgumentOutOfRangeException(nameof(instant), $"Cannot run until {instant}; virtual time is already {Now}.");
        if (_isRunning)
            throw new InvalidOperationException($"Cannot run until {instant}; an event is still running.");

        while (NextDue <= instant)
            RunNext();

        Now = instant;
    }

    private void Run(ScheduledEvent next)
    {
        Action<object?> callback = next.Callback!;
        object? state = next.State;
        next.Release();

        // An event could leave values in AsyncLocals, and the next event would find them: who ran before would change what runs now.
        ExecutionContext? before = ExecutionContext.Capture();
        _isRunning = true;
        try
        {
            callback(state);
        }
        finally
        {
            _isRunning = false;
            if (before is not null)
                ExecutionContext.Restore(before);
        }
    }
}
