namespace SkewLab.VirtualTime;

/// <summary>The clock of one machine in a world: reference time as a <see cref="ClockModel"/> distorts it.</summary>
/// <remarks>Not thread-safe: read it and its timers from the thread that owns the timeline.</remarks>
public sealed class NodeClock : TimeProvider
{
    private readonly VirtualTimeline _timeline;
    private readonly DateTimeOffset _epoch;
    private int _segment;

    /// <summary>Makes a machine's clock.</summary>
    /// <param name="timeline">The world's time line.</param>
    /// <param name="model">What is wrong with the clock; <see cref="ClockModel.Perfect"/> for nothing.</param>
    /// <param name="epoch">The true date and time at which the world begins.</param>
    /// <exception cref="ArgumentNullException"><paramref name="timeline"/> or <paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentException">A fault of <paramref name="model"/> moves the wall outside the years 1 to 9999.</exception>
    public NodeClock(VirtualTimeline timeline, ClockModel model, DateTimeOffset epoch)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        ArgumentNullException.ThrowIfNull(model);
        _timeline = timeline;
        Model = model;
        _epoch = epoch.ToUniversalTime();

        foreach ((TimeSpan at, TimeSpan wall) in model.WallAtBreaks())
        {
            if (!IsDate(wall))
                throw new ArgumentException($"Cannot run a clock from {at}; {Outside(wall)}", nameof(model));
        }
    }

    /// <value>What the clock shows at every instant of reference time.</value>
    public ClockModel Model { get; }

    /// <value>How far the wall is ahead of reference time now, to the tick, whatever the resolution of reads.</value>
    public TimeSpan Offset => Model.ExactWall(_timeline.Now, Segment()) - _timeline.Now;

    /// <value>Ticks (100 ns) per second.</value>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <value>UTC: no machine of the lab has a zone of its own.</value>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <value>What the wall clock reads, as time since the epoch.</value>
    public TimeSpan Wall => Model.RoundToTick(Model.ExactWall(_timeline.Now, Segment()));

    /// <summary>Reads the wall clock.</summary>
    /// <exception cref="InvalidOperationException">The wall has left the years 1 to 9999.</exception>
    public override DateTimeOffset GetUtcNow()
    {
        var wall = Wall;
        return IsDate(wall) ? _epoch + wall : throw new InvalidOperationException($"Cannot read a clock at {_timeline.Now}; {Outside(wall)}");
    }

    /// <summary>Reads the elapsed clock, in ticks (100 ns). Never decreases.</summary>
    public override long GetTimestamp() => Model.RoundToTick(Model.ExactElapsed(_timeline.Now, Segment())).Ticks;

    /// <summary>Makes a timer that counts this machine's elapsed time and fires as an event of the time line, never while the machine is suspended.</summary>
    /// <param name="callback">What to run, in the execution context of this call, unless its flow is suppressed.</param>
    /// <param name="state">Handed to <paramref name="callback"/>; null is allowed.</param>
    /// <param name="dueTime">
    /// When to fire first, to the tick: 0 to 4,294,967,294 ms. Zero fires at this instant, after this event; infinite (-1 ms) does not fire.
    /// </param>
    /// <param name="period">The time between two firings: 0 to 4,294,967,294 ms. Less than 1 ms and infinite (-1 ms) fire once.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dueTime"/> or <paramref name="period"/> is out of range.</exception>
    /// <remarks>
    /// As the platform's timers do, a periodic one keeps its rhythm when it fires late by less than a period, and otherwise fires 1 ms later: it does not make
    /// up for what it slept through.
    /// </remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new NodeTimer(_timeline, Model, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private int Segment() => _segment = Model.SegmentAt(_timeline.Now, _segment);

    private bool IsDate(TimeSpan wall) => wall >= DateTimeOffset.MinValue - _epoch && wall <= DateTimeOffset.MaxValue - _epoch;

    private string Outside(TimeSpan wall) => $"its wall, {wall} from {_epoch:yyyy-MM-ddTHH:mm:ssZ}, lies outside the years 1 to 9999.";
}
