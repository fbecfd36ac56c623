namespace SkewLab.VirtualTime;

/// <summary>
/// What one clock shows at every instant of reference time: a piecewise-linear map to wall and elapsed, exact to a billionth of a tick and rounded down
/// to a tick (100 ns) only when it is read.
/// </summary>
/// <remarks>
/// Composed in this order: oscillator (drift), discipline (slew), jumps, suspensions, read effects (resolution). Immutable and thread-safe.
/// Every method that takes a reference time throws <see cref="ArgumentOutOfRangeException"/> if it is negative, and <see cref="OverflowException"/> if the
/// result does not fit a <see cref="TimeSpan"/>.
/// </remarks>
public sealed class ClockModel
{
    private readonly ClockSegment[] _segments;

    internal ClockModel(ClockSegment[] segments, TimeSpan resolution)
    {
        _segments = segments;
        Resolution = resolution;
    }

    /// <value>The clock without error: wall and elapsed both equal reference time.</value>
    public static ClockModel Perfect { get; } = new ClockScript().ToModel();

    /// <value>The step from one reading to the next. The default is one tick; always positive.</value>
    public TimeSpan Resolution { get; }

    /// <summary>Makes the clock that has all of these faults.</summary>
    /// <param name="faults">In any order, except that a fault which reacts to the clock it finds sees those before it. None makes a perfect clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="faults"/> or one of them is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// Together they stop the clock, turn it back, or move a reading outside the range of <see cref="TimeSpan"/>.
    /// </exception>
    public static ClockModel Build(IEnumerable<IClockFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var script = new ClockScript();
        foreach (IClockFault fault in faults)
        {
            ArgumentNullException.ThrowIfNull(fault, nameof(faults));
            fault.Apply(script);
        }

        return script.ToModel();
    }

    /// <summary>What the wall clock reads, as time since the world's epoch, rounded down to <see cref="Resolution"/>.</summary>
    public TimeSpan WallAt(TimeSpan reference) => RoundToTick(ExactWall(reference, SegmentAt(reference)));

    /// <summary>What the elapsed clock reads, rounded down to <see cref="Resolution"/>. Never decreases.</summary>
    public TimeSpan ElapsedAt(TimeSpan reference) => RoundToTick(ExactElapsedAt(reference));

    /// <summary>The elapsed time that timers count: <see cref="ElapsedAt"/> to the tick, whatever the resolution of reads. Never decreases.</summary>
    public TimeSpan ExactElapsedAt(TimeSpan reference) => ExactElapsed(reference, SegmentAt(reference));

    /// <summary>The wall reading minus reference time, to the tick, whatever the resolution of reads; positive is ahead.</summary>
    public TimeSpan OffsetAt(TimeSpan reference) => ExactWall(reference, SegmentAt(reference)) - reference;

    /// <summary>Whether the machine sleeps. It does from the first instant of a suspension to the last one before its end.</summary>
    public bool IsSuspendedAt(TimeSpan reference) => _segments[SegmentAt(reference)].IsSuspended;

    /// <summary>The first instant, not before the given one, at which the machine runs; both in reference time.</summary>
    public TimeSpan AwakeAt(TimeSpan reference)
    {
        ref readonly ClockSegment segment = ref _segments[SegmentAt(reference)];
        return segment.IsSuspended ? new TimeSpan(segment.AwakeFrom) : reference;
    }

    /// <summary>The first instant of reference time at which the machine runs and <see cref="ExactElapsedAt"/> has reached a reading.</summary>
    /// <param name="elapsed">The elapsed reading to wait for; zero and less have been reached when the world begins.</param>
    /// <exception cref="OverflowException">That instant lies beyond <see cref="TimeSpan.MaxValue"/>.</exception>
    public TimeSpan ReferenceWhenElapsed(TimeSpan elapsed)
    {
        if (elapsed <= TimeSpan.Zero)
            return AwakeAt(TimeSpan.Zero);

        // The last segment that begins before the reading is reached. It does not stand still: otherwise its successor would begin there too, and be later.
        Int128 target = (Int128)elapsed.Ticks * LinearReading.UnitsPerTick;
        int low = 0;
        int high = _segments.Length - 1;
        while (low < high)
        {
            int middle = high - (high - low) / 2;
            if (_segments[middle].Elapsed.Start < target)
                low = middle;
            else
                high = middle - 1;
        }

        ref readonly ClockSegment segment = ref _segments[low];
        return AwakeAt(new TimeSpan(checked(segment.Start + segment.Elapsed.DelayUntil(elapsed.Ticks))));
    }

    /// <value>The stretches between two changes, in order.</value>
    internal ReadOnlySpan<ClockSegment> Segments => _segments;

    /// <summary>The instants at which something changes, and the wall from there on.</summary>
    internal IEnumerable<(TimeSpan At, TimeSpan Wall)> WallAtBreaks() =>
        _segments.Select(static segment => (new TimeSpan(segment.Start), new TimeSpan(segment.Wall.TicksAfter(0))));

    /// <summary>The segment of an instant. Time in a world moves forward, so a reader's last segment (the hint) is nearly always the right one.</summary>
    internal int SegmentAt(TimeSpan reference, int hint = 0)
    {
        long ticks = TimeGuard.NotBeforeTheWorld(reference, nameof(reference), "read a clock").Ticks;
        int low = 0;
        int high = _segments.Length - 1;
        if (_segments[hint].Start <= ticks)
        {
            low = hint;
            if (hint == high || ticks < _segments[hint + 1].Start)
                return hint;
        }

        while (low < high)
        {
            int middle = high - (high - low) / 2;
            if (_segments[middle].Start <= ticks)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    internal TimeSpan ExactWall(TimeSpan reference, int segment) =>
        new(_segments[segment].Wall.TicksAfter(reference.Ticks - _segments[segment].Start));

    internal TimeSpan ExactElapsed(TimeSpan reference, int segment) =>
        new(_segments[segment].Elapsed.TicksAfter(reference.Ticks - _segments[segment].Start));

    internal TimeSpan RoundToTick(TimeSpan reading)
    {
        if (Resolution.Ticks == 1)
            return reading;

        long beyond = reading.Ticks % Resolution.Ticks;
        return new TimeSpan(checked(reading.Ticks - (beyond < 0 ? beyond + Resolution.Ticks : beyond)));
    }
}
