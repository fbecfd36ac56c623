namespace SkewLab.Client.Unauthorized;

/// <summary>Lets two forced refreshes pass, then one per 30 seconds: a permanent 401 must not become a storm of token requests.</summary>
/// <remarks>
/// <para>A token that nobody ever accepted may only need time, and a new one begins at age zero again. So while forced refreshes bring only such tokens, each
/// pause is four times as long as the one before, up to an hour: a lag of any length is outwaited. A refresh that failed brought no token and lengthens
/// nothing, and the renewal of a token that was accepted ends it.</para>
/// <para>Not thread-safe: its owner calls it under a lock. A refresh on schedule does not ask it.</para>
/// </remarks>
internal sealed class ForcedRefreshLimiter
{
    private const int Burst = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // The instant at which the bucket was, or will be, full; each permit moves it one interval further.
    private TimeSpan _fullAt = TimeSpan.MinValue;
    private TimeSpan _pausedUntil = TimeSpan.MinValue;
    private TimeSpan _pause = TimeSpan.Zero;
    private long _lastInVain;

    /// <summary>Takes a permit if there is one.</summary>
    /// <param name="now">Elapsed time, not less than in the call before.</param>
    /// <param name="inVain">The generation of the token to be renewed if nobody ever accepted it; zero if somebody did.</param>
    public bool TryTake(TimeSpan now, long inVain = 0)
    {
        var start = _fullAt > now ? _fullAt : now;
        if (start - now > Interval * (Burst - 1) || (inVain != 0 && now < _pausedUntil))
            return false;
        _fullAt = start + Interval;
        if (inVain == 0)
            (_pause, _pausedUntil) = (TimeSpan.Zero, TimeSpan.MinValue);
        if (inVain == 0 || inVain == _lastInVain)
            return true;
        _lastInVain = inVain;
        _pausedUntil = now + _pause;
        _pause = _pause == TimeSpan.Zero ? Interval * 4 : _pause * 4 < LongestPause ? _pause * 4 : LongestPause;
        return true;
    }
}
