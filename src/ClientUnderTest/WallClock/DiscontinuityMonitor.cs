using SkewLab.Client.Tokens;

namespace SkewLab.Client.WallClock;

/// <summary>Notices that wall and elapsed time have parted: the wall clock was stepped, or elapsed time stood still in a suspend. Which of the two nobody can
/// tell without a
/// clock that counts suspends.</summary>
/// <remarks>Thread-safe, without a lock: the whole memory is one number, the wall's lead over elapsed time. Each jump is reported to one caller.</remarks>
internal sealed class DiscontinuityMonitor(ElapsedClock clock)
{
    /// <summary>Less than this is no jump: NTP corrects up to 128 ms by slewing, and a thread may rest between two readings.</summary>
    public static readonly TimeSpan Threshold = TimeSpan.FromSeconds(2);

    // Slow divergence is followed in steps of this size, so that hours of it are not taken for a jump, and most checks write nothing.
    private static readonly long FollowTicks = TimeSpan.FromMilliseconds(50).Ticks;

    private long _leadTicks = clock.WallLead.Ticks;

    /// <summary>By how much the wall has jumped against elapsed time since the last look, positive forward; zero when it has not.</summary>
    /// <remarks>Reads the wall clock once, allocates nothing and waits for nobody.</remarks>
    public TimeSpan Check()
    {
        var known = Volatile.Read(ref _leadTicks);
        var lead = clock.WallLead.Ticks;
        var gap = lead - known;
        if (Math.Abs(gap) <= FollowTicks)
            return TimeSpan.Zero;

        // A thread that rested between reading elapsed and wall time sees a forward jump that a second look does not.
        if (gap > Threshold.Ticks)
            gap = (lead = Math.Min(lead, clock.WallLead.Ticks)) - known;
        return Interlocked.CompareExchange(ref _leadTicks, lead, known) == known && Math.Abs(gap) > Threshold.Ticks ? TimeSpan.FromTicks(gap) : TimeSpan.Zero;
    }

    /// <summary>Forgets what was before, because it does not matter any more.</summary>
    public void Rebase() => Volatile.Write(ref _leadTicks, clock.WallLead.Ticks);
}
