namespace SkewLab.VirtualTime;

/// <summary>Everything that will happen to one clock, collected fault by fault and then made into a <see cref="ClockModel"/>.</summary>
/// <remarks>
/// The result does not depend on the order of the calls: rates add up, jumps add up, suspensions unite, and the coarsest resolution wins. A fault that reacts
/// to the clock it finds (a time service that corrects it) reads <see cref="ToModel"/> first and so sees the faults listed before it. Not thread-safe.
/// </remarks>
public sealed class ClockScript
{
    private readonly List<ClockChange> _changes = [];
    private TimeSpan _resolution = TimeSpan.FromTicks(1);

    /// <summary>Makes the oscillator run faster or slower: wall and elapsed both. Rates that overlap add up.</summary>
    /// <param name="ppb">The rate error in parts per billion; positive is fast.</param>
    /// <param name="from">When it begins, in reference time.</param>
    /// <param name="duration">How long it lasts, in reference time; null lasts for ever, zero does nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="from"/> or <paramref name="duration"/> is negative, or they end beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public void ChangeRate(int ppb, TimeSpan from, TimeSpan? duration = null)
    {
        TimeGuard.NotBeforeTheWorld(from, nameof(from), "change a clock's rate");
        if (duration is { } finite)
        {
            TimeSpan end = TimeGuard.End(from, finite, nameof(duration), "change a clock's rate");
            _changes.Add(new ClockChange(end.Ticks, RatePpb: -(long)ppb));
        }

        _changes.Add(new ClockChange(from.Ticks, RatePpb: ppb));
    }

    /// <summary>Makes the clock gain an amount evenly and exactly, by rate: wall and elapsed both.</summary>
    /// <param name="by">How much the clock gains in all; negative loses.</param>
    /// <param name="from">When it begins, in reference time.</param>
    /// <param name="over">How long it takes, in reference time. Zero gains nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="from"/> or <paramref name="over"/> is negative, they end beyond <see cref="TimeSpan.MaxValue"/>, or the rate is beyond 1,000,000,000 ppb
    /// either way.
    /// </exception>
    public void Gain(TimeSpan by, TimeSpan from, TimeSpan over)
    {
        TimeGuard.NotBeforeTheWorld(from, nameof(from), "correct a clock");
        TimeGuard.End(from, over, nameof(over), "correct a clock");
        if (over == TimeSpan.Zero)
            return;

        // A rate is a whole number of ppb; what is missing then is less than 1 ppb of the time, and is gained by so much more for so many ticks.
        (Int128 ppb, Int128 missing) = Int128.DivRem((Int128)by.Ticks * LinearReading.UnitsPerTick, over.Ticks);
        if (Int128.Abs(ppb) > LinearReading.UnitsPerTick)
            throw new ArgumentOutOfRangeException(
                nameof(over), $"Cannot correct a clock by {by} in {over}; a clock gains or loses no more than the time that passes.");

        ChangeRate((int)ppb, from, over);
        if (missing != 0)
            ChangeRate(Int128.Sign(missing), from, new TimeSpan((long)Int128.Abs(missing)));
    }

    /// <summary>Moves the wall reading at once; elapsed does not notice. While the machine sleeps, too: then the jump shows when it wakes.</summary>
    /// <param name="at">The first instant at which the wall is moved, in reference time.</param>
    /// <param name="by">How far; positive is ahead.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is negative.</exception>
    public void MoveWall(TimeSpan at, TimeSpan by)
    {
        TimeGuard.NotBeforeTheWorld(at, nameof(at), "move a wall clock");
        _changes.Add(new ClockChange(at.Ticks, WallTicks: by.Ticks));
    }

    /// <summary>
    /// Stops the machine from <paramref name="at"/> until just before <paramref name="at"/> + <paramref name="duration"/>: no timer fires in between.
    /// Suspensions that overlap unite; what stops in one of them stands still.
    /// </summary>
    /// <param name="at">The first instant at which the machine sleeps, in reference time.</param>
    /// <param name="duration">How long, in reference time; zero does nothing.</param>
    /// <param name="elapsedCounts">Whether the elapsed reading goes on meanwhile.</param>
    /// <param name="wallStops">Whether the wall reading stands still meanwhile and stays behind afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="at"/> or <paramref name="duration"/> is negative, or they end beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public void SuspendMachine(TimeSpan at, TimeSpan duration, bool elapsedCounts, bool wallStops)
    {
        TimeGuard.NotBeforeTheWorld(at, nameof(at), "suspend a machine");
        TimeSpan end = TimeGuard.End(at, duration, nameof(duration), "suspend a machine");
        int elapsedStops = elapsedCounts ? 0 : 1;
        int wallStopCount = wallStops ? 1 : 0;
        _changes.Add(new ClockChange(at.Ticks, Suspensions: 1, ElapsedStops: elapsedStops, WallStops: wallStopCount));
        _changes.Add(new ClockChange(end.Ticks, Suspensions: -1, ElapsedStops: -elapsedStops, WallStops: -wallStopCount));
    }

    /// <summary>Rounds what is read, wall and elapsed alike, down to a multiple of a resolution. Timers still count exactly.</summary>
    /// <param name="resolution">The step from one reading to the next, at least one tick (the default). The coarsest one scripted wins.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="resolution"/> is not positive.</exception>
    public void CoarsenReads(TimeSpan resolution)
    {
        TimeGuard.Positive(resolution, nameof(resolution), "read a clock in steps");
        _resolution = resolution > _resolution ? resolution : _resolution;
    }

    /// <summary>Makes the clock that the script describes so far. The script can be continued afterwards; the model does not change.</summary>
    /// <exception cref="InvalidOperationException">
    /// The rates add up to a clock that stands still or runs backwards, or a reading does not fit a <see cref="TimeSpan"/>.
    /// </exception>
    public ClockModel ToModel() => new(ClockSegments.From(_changes), _resolution);
}
