namespace SkewLab.VirtualTime.Faults;

/// <summary>A time service disciplines the clock: at each poll it steps what is far off, and slews the rest towards zero until the next poll.</summary>
/// <remarks>
/// It corrects the clock that the faults listed before it make, jumps, sleeps and drift of any time included, each at the first poll after it; faults listed
/// after it stay as they are (an error of its server, an effect of reading). A sleeping machine does not poll: a slew ends with the poll it was for. The
/// correction is spread over the interval:
/// a drift within the slew rate is balanced from the second poll on, at the offset it gains in one interval. Composes to changes of rate (wall and elapsed) and
/// jumps, none where nothing has to change, so a steady clock costs next to nothing however long it is watched.
/// </remarks>
public sealed record NtpDiscipline : IClockFault
{
    /// <value>The offset from which on ntpd steps: 128 ms (RFC 5905, section 11.3).</value>
    public static readonly TimeSpan DefaultStepThreshold = TimeSpan.FromMilliseconds(128);

    /// <value>How often a service can poll in one world.</value>
    public const int MaxPolls = 1_000_000;

    /// <summary>Watches over a clock.</summary>
    /// <param name="poll">The time from one poll to the next, in reference time; positive.</param>
    /// <param name="until">The last instant at which it polls, in reference time. What it set last stays set.</param>
    /// <param name="firstPoll">The first poll, in reference time; null (the default) is one interval after the world's beginning.</param>
    /// <param name="stepThreshold">The offset, either way, from which on it steps; positive. Null is <see cref="DefaultStepThreshold"/>.</param>
    /// <param name="slewRatePpb">The largest rate it slews with, in parts per billion, from 1 to <see cref="Slew.MaxRatePpb"/>; 500 ppm by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range, or the service would poll more than <see cref="MaxPolls"/> times.</exception>
    public NtpDiscipline(TimeSpan poll, TimeSpan until, TimeSpan? firstPoll = null, TimeSpan? stepThreshold = null, int slewRatePpb = Slew.DefaultRatePpb)
    {
        Poll = TimeGuard.Positive(poll, nameof(poll), "poll in intervals");
        Until = TimeGuard.NotBeforeTheWorld(until, nameof(until), "poll last");
        FirstPoll = TimeGuard.NotBeforeTheWorld(firstPoll ?? poll, nameof(firstPoll), "poll first");
        StepThreshold = TimeGuard.Positive(stepThreshold ?? DefaultStepThreshold, nameof(stepThreshold), "step from an offset");
        SlewRatePpb = TimeGuard.SlewRate(slewRatePpb, nameof(slewRatePpb));
        if (until.Ticks / poll.Ticks > MaxPolls)
            throw new ArgumentOutOfRangeException(
                nameof(poll), $"Cannot poll every {poll} until {until}; that is {until.Ticks / poll.Ticks} polls, and {MaxPolls} is the most.");
    }

    /// <value>The time from one poll to the next, in reference time.</value>
    public TimeSpan Poll { get; }

    /// <value>The last instant at which it polls, in reference time.</value>
    public TimeSpan Until { get; }

    /// <value>The first poll, in reference time.</value>
    public TimeSpan FirstPoll { get; }

    /// <value>The offset, either way, from which on it steps.</value>
    public TimeSpan StepThreshold { get; }

    /// <value>The largest rate it slews with, in parts per billion.</value>
    public int SlewRatePpb { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var walk = new ClockWalk(script.ToModel());
        Int128 corrected = 0;
        (Int128 Offset, TimeSpan? NextChange)? last = null;
        int rate = 0;
        for (TimeSpan? poll = FirstPoll; poll is { } at && at <= Until;)
        {
            corrected += (Int128)rate * walk.MoveTo(at);
            Int128 offset = walk.Offset + corrected;
            bool isFarOff = !walk.IsSuspended && Int128.Abs(offset) >= (Int128)StepThreshold.Ticks * LinearReading.UnitsPerTick;
            int next = walk.IsSuspended || isFarOff ? 0 : SlewFor(offset);
            if (isFarOff)
            {
                TimeSpan step = new(checked((long)-Floor(offset, LinearReading.UnitsPerTick)));
                script.MoveWall(at, step);
                corrected += (Int128)step.Ticks * LinearReading.UnitsPerTick;
            }

            if (next != rate)
                script.ChangeRate(next - rate, at);

            // Two polls that found the same and did nothing will go on so until the clock underneath changes.
            bool isSteady = !isFarOff && next == rate && last == (offset, walk.NextChange);
            poll = isSteady ? FirstPollFrom(walk.NextChange, at) : After(at, 1);
            (rate, last) = (next, (offset, walk.NextChange));
        }
    }

    /// <summary>The rate that would take an offset back to zero in one interval, within the bound.</summary>
    private int SlewFor(Int128 offset) => (int)Int128.Clamp(-Floor(offset, Poll.Ticks), -SlewRatePpb, SlewRatePpb);

    /// <summary>The first poll at or after a change of the clock underneath, which comes after <paramref name="last"/>; null if there is none.</summary>
    private TimeSpan? FirstPollFrom(TimeSpan? change, TimeSpan last) =>
        change is { } at ? After(last, (at - last - TimeSpan.FromTicks(1)).Ticks / Poll.Ticks + 1) : null;

    private TimeSpan? After(TimeSpan poll, long intervals) =>
        (Int128)poll.Ticks + (Int128)intervals * Poll.Ticks is var ticks && ticks <= Until.Ticks ? new TimeSpan((long)ticks) : null;

    private static Int128 Floor(Int128 numerator, long denominator)
    {
        (Int128 quotient, Int128 remainder) = Int128.DivRem(numerator, denominator);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
