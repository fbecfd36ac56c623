using System.Net.Http.Headers;

namespace SkewLab.Client.WallClock;

/// <summary>What is known of a server's wall clock at one instant here. Immutable.</summary>
/// <param name="Estimate">The server's lead over this wall clock.</param>
/// <param name="At">The instant, in elapsed time.</param>
/// <param name="WallLead">The wall's lead over elapsed time then.</param>
internal sealed record ClockSample(ServerClockEstimate Estimate, TimeSpan At, TimeSpan WallLead)
{
    /// <summary>What one answer tells.</summary>
    /// <param name="headers">The answer's; without <c>Date</c>, or with <c>Age</c> (RFC 9111 section 5.1: a cache speaks, not the server), it tells
    /// nothing.</param>
    /// <param name="sentAt">When the request left, in elapsed time.</param>
    /// <param name="sentLead">The wall's lead over elapsed time then.</param>
    /// <param name="now">When the answer was here, in elapsed time.</param>
    /// <param name="wallLead">The wall's lead over elapsed time now.</param>
    /// <param name="maxDriftPpm">How far off the rate of either clock may be.</param>
    public static ClockSample? Read(HttpResponseHeaders headers, TimeSpan sentAt, TimeSpan sentLead, TimeSpan now, TimeSpan wallLead, int maxDriftPpm)
    {
        if (headers.Date is not { } date || headers.Age is not null || headers.NonValidated.Contains("Age"))
            return null;

        // Counted back from receipt, so that a step of the wall on the way does no harm; the longer of the two spans, so that a suspend on the way does none
        // either.
        var span = Longer(now - sentAt, now - sentAt + (wallLead - sentLead));
        var widening = Widening(span, maxDriftPpm);
        var low = TimeSpan.FromTicks(date.UtcTicks) - (now + wallLead);

        // Date is floored: the server's clock read up to a second more.
        return new ClockSample(new(low - widening, low + TimeSpan.FromSeconds(1) + span + widening), now, wallLead);
    }

    /// <summary>What is left of it later: wider by drift, and by a small jump, which may have moved the wall or only elapsed time. Null after a large
    /// one.</summary>
    public ClockSample? Aged(TimeSpan now, TimeSpan wallLead, int maxDriftPpm)
    {
        var gap = wallLead - WallLead;
        if (gap.Duration() > DiscontinuityMonitor.Threshold)
            return null;
        var widening = Widening(Longer(now - At, now - At + gap), maxDriftPpm);
        var low = Estimate.Low - widening - (gap > TimeSpan.Zero ? gap : TimeSpan.Zero);
        var high = Estimate.High + widening - (gap < TimeSpan.Zero ? gap : TimeSpan.Zero);
        return new ClockSample(new(low, high), now, wallLead);
    }

    /// <summary>Both samples together, taken at one instant; <paramref name="newer"/> alone if they contradict each other, for then the server's clock was
    /// stepped.</summary>
    public static ClockSample Intersect(ClockSample older, ClockSample newer)
    {
        var low = Longer(older.Estimate.Low, newer.Estimate.Low);
        var high = older.Estimate.High < newer.Estimate.High ? older.Estimate.High : newer.Estimate.High;
        return low <= high ? newer with { Estimate = new(low, high) } : newer;
    }

    // Two clocks, each off by the bound; rounded up. Integers, so that every platform agrees.
    private static TimeSpan Widening(TimeSpan span, int maxDriftPpm) =>
        TimeSpan.FromTicks((long)(((Int128)span.Ticks * 2 * maxDriftPpm + 999_999) / 1_000_000));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
