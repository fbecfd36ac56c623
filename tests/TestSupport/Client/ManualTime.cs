namespace SkewLab.TestSupport.Client;

/// <summary>A clock that moves when told. Wall and elapsed time move together unless the wall is stepped. Thread-safe.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed = TimeSpan.FromDays(3);
    private TimeSpan _wall = TimeSpan.Zero;
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
            return _elapsed.Ticks;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return DateTimeOffset.UnixEpoch.AddYears(55) + _elapsed + _wall;
    }

    public void StepWall(TimeSpan by)
    {
        lock (_gate)
            _wall += by;
    }

    /// <summary>A suspend in which elapsed time stands still, so only the wall goes on.</summary>
    public void Suspend(TimeSpan duration) => StepWall(duration);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves on, firing what falls due in order.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_gate)
            end = _elapsed + by;
        while (true)
        {
            ManualTimer? due;
            lock (_gate)
            {
                due = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                _elapsed = due?.Due ?? end;
                if (due is null)
                    return;
                _timers.Remove(due);
            }

            due.Fire();
        }
    }

    /// <summary>
    /// Moves on from a pool thread, which has no context that code would have to leave to go on: whoever waited for the time has gone on when this ends.
    /// </summary>
    public Task AdvanceAsync(TimeSpan by) => Task.Run(() => Advance(by));

    /// <summary>Ends as soon as someone waits for time to pass.</summary>
    public Task ArmedAsync()
    {
        lock (_gate)
            return _timers.Count > 0 ? Task.CompletedTask : _armed.Task;
    }

    /// <summary>Lets <paramref name="task"/> run, moving to the next timer whenever one is armed, until it ends.</summary>
    public async Task<T> DriveAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            TimeSpan? next;
            Task armed;
            lock (_gate)
            {
                next = _timers.Count == 0 ? null : _timers.Min(timer => timer.Due) - _elapsed;
                armed = _armed.Task;
            }

            if (next is { } step)
                await AdvanceAsync(step);
            else
                await Task.WhenAny(task, armed);
        }

        return await task;
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._elapsed + dueTime;
                time._timers.Add(this);
                time._armed.TrySetResult();
                time._armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
