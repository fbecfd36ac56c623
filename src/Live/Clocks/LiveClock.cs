
namespace SkewLab.Testing.Clocks;

/// <summary>A machine's clock over another provider of time: its wall can be wrong, run wrong, jump and stand still while a program runs.</summary>
/// <remarks>
/// Only the wall is ever wrong. Elapsed time (<see cref="GetTimestamp"/>) and timers are the underlying provider's, unchanged by drift and jumps: a live lab
/// waits as long as whoever it talks to. Thread-safe.
/// </remarks>
public sealed class LiveClock : TimeProvider
{
    private readonly ClockBoard _board;
    private readonly int _index;

    /// <summary>Makes a clock that reads exactly what <paramref name="time"/> does.</summary>
    /// <param name="time">The provider underneath: reference time.</param>
    /// <param name="name">What messages call the clock.</param>
    public LiveClock(TimeProvider time, string name = "the clock")
        : this(new ClockBoard(time ?? throw new ArgumentNullException(nameof(time)), 1), 0, name)
    {
    }

    internal LiveClock(ClockBoard board, int index, string name)
    {
        _board = board;
        _index = index;
        Name = name;
    }

    /// <value>What messages call the clock: <c>api-2</c>.</value>
    public string Name { get; }

    /// <value>What the wall reads minus what the underlying provider's wall reads now; positive = ahead. Grows with drift, and falls while the clock
    /// stands still.</value>
    public TimeSpan Offset
    {
        get
        {
            var now = _board.Time.GetUtcNow();
            return _board.StateOf(_index).ReadAt(now) - now;
        }
    }

    /// <value>How much too fast the wall runs, in parts per billion; negative = slow. Zero at first.</value>
    public int DriftPpb => _board.StateOf(_index).DriftPpb;

    /// <value>Whether the wall stands still. False at first.</value>
    public bool IsFrozen => _board.StateOf(_index).IsFrozen;

    /// <value>The underlying provider's.</value>
    public override long TimestampFrequency => _board.Time.TimestampFrequency;

    /// <value>UTC: no machine of the lab has a zone of its own.</value>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Reads the wall.</summary>
    public override DateTimeOffset GetUtcNow() => _board.StateOf(_index).ReadAt(_board.Time.GetUtcNow().ToUniversalTime());

    /// <summary>Reads the underlying provider's elapsed time.</summary>
    public override long GetTimestamp() => _board.Time.GetTimestamp();

    /// <summary>Makes a timer of the underlying provider.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _board.Time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Moves the wall at once; elapsed time does not notice.</summary>
    /// <param name="by">How far; positive is ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException">The wall would leave the years 1970 to 8999.</exception>
    public void Jump(TimeSpan by) => Set(new() { By = by });

    /// <summary>Changes the wall.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The drift is out of range, or the wall would leave the years 1970 to 8999.</exception>
    /// <exception cref="ArgumentException"><paramref name="setting"/> says twice what the wall reads.</exception>
    public void Set(ClockSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        _board.Set([(_index, Name, setting)]);
    }
}
