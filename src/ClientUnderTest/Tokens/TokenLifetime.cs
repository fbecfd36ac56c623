namespace SkewLab.Client.Tokens;

/// <summary>When a token was asked for, from when it is renewed and from when it is no longer sent, all in elapsed time since the handler was made.</summary>
/// <param name="SentAt">When the token request left: the earliest instant at which the IdP can have minted the token.</param>
/// <param name="RefreshAt">From here on a request starts a background renewal; never after <paramref name="HardLimit"/>.</param>
/// <param name="HardLimit">From here on the token may be refused as expired, and is not sent; never before <paramref name="SentAt"/>.</param>
internal sealed record TokenLifetime(TimeSpan SentAt, TimeSpan RefreshAt, TimeSpan HardLimit)
{
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>A token without <c>expires_in</c>: nothing is known, so it is kept until an API refuses it.</summary>
    public static TokenLifetime Unknown(TimeSpan sentAt) => new(sentAt, TimeSpan.MaxValue, TimeSpan.MaxValue);

    /// <summary>Computes the limits of a token from elapsed readings alone.</summary>
    /// <param name="sentAt">When the token request left.</param>
    /// <param name="receivedAt">When its answer was here.</param>
    /// <param name="expiresInSeconds">The answer's <c>expires_in</c>, above zero; ten years at most are believed.</param>
    /// <param name="options">Gives <c>MaxAhead</c>, <c>MaxDriftPpm</c> and <c>Margin</c>.</param>
    /// <param name="draw">The token's own random number, in [0, 1).</param>
    /// <remarks>
    /// The allowances are one second (the IdP floors <c>iat</c>), the API's lead over the IdP, and the way to the API, for which the token request's round trip
    /// stands. Together they take at most half of the life: a token of a few seconds is then sent while it may be good, instead of never. The hard limit of
    /// a token
    /// whose answer took longer than that lies before its receipt, and it serves only the callers who waited for it.
    /// Margin and jitter shrink together, so that short-lived tokens keep their jitter too.
    /// </remarks>
    public static TokenLifetime Compute(TimeSpan sentAt, TimeSpan receivedAt, long expiresInSeconds, SkewAwareOptions options, double draw)
    {
        var granted = expiresInSeconds >= (long)Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(expiresInSeconds);
        var allowances = Min(WholeSecond + options.MaxAhead + (receivedAt - sentAt), granted / 2);
        var usable = SlowestElapsed(granted - allowances, options.MaxDriftPpm);

        // Four fifths of half, and a quarter of that as jitter, are at most half together.
        var margin = Min(options.Margin, usable / 5 * 2);
        var jitter = TimeSpan.FromTicks((long)(margin.Ticks / 4 * draw));

        var hardLimit = sentAt + usable;
        return new TokenLifetime(sentAt, hardLimit - margin - jitter, hardLimit);
    }

    // Of a span of true time, what an oscillator that is slow by the bound counts at least. Integers, so that every platform agrees on the last tick.
    private static TimeSpan SlowestElapsed(TimeSpan span, int driftPpm) =>
        TimeSpan.FromTicks((long)((Int128)span.Ticks * 1_000_000 / (1_000_000 + driftPpm)));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
