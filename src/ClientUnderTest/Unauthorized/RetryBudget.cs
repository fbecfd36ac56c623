namespace SkewLab.Client.Unauthorized;

/// <summary>How often and how long one call may still be resent. It belongs to one call.</summary>
/// <param name="endsAt">The last instant at which the call may be sent, in elapsed time.</param>
/// <param name="maxSends">All sends of the call, the first included.</param>
internal sealed class RetryBudget(TimeSpan endsAt, int maxSends)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(1600);

    private int _sends = 1;
    private TimeSpan _pause = FirstPause;

    /// <value>How often the call was sent so far.</value>
    public int Sends => _sends;

    public bool HasSends(TimeSpan now) => _sends < maxSends && now < endsAt;

    public TimeSpan Remaining(TimeSpan now) => now < endsAt ? endsAt - now : TimeSpan.Zero;

    public void CountSend() => _sends++;

    /// <summary>How long to wait for a young token before it is sent again: full jitter under a ceiling that doubles from 100 ms to 1.6 s.</summary>
    /// <param name="now">Elapsed time, before the budget's end.</param>
    /// <param name="maturesAt">When the token is no longer young; a longer wait would only delay the refresh that follows.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    /// <remarks>
    /// Small draws would use up all sends within milliseconds, so when only three are left the wait lasts as long as it may: a token that comes to be known
    /// within the budget is then found good, whatever was drawn, and one that turns out to be dead leaves two sends for the token that takes its place.
    /// Whole milliseconds, rounded up: timers drop the rest of one, and would wake the call just before the token has grown up, to spend a send on a token that
    /// is still young.
    /// </remarks>
    public TimeSpan NextPause(TimeSpan now, TimeSpan maturesAt, double draw)
    {
        var longest = (maturesAt < endsAt ? maturesAt : endsAt) - now;
        var pause = maxSends - _sends <= 3 ? longest : TimeSpan.FromTicks((long)(_pause.Ticks * draw));
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;

        // The token may have grown up while its refusal was on the way.
        return WholeMilliseconds(pause < longest ? pause : longest > TimeSpan.Zero ? longest : TimeSpan.Zero);
    }

    private static TimeSpan WholeMilliseconds(TimeSpan pause) =>
        TimeSpan.FromTicks((pause.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
}
