namespace SkewLab.Client.Tokens;

/// <summary>How long the token endpoint is left alone after a failure.</summary>
/// <remarks>Not thread-safe: only the running refresh asks it, and only one runs.</remarks>
internal sealed class RefreshBackoff(SkewAwareOptions options)
{
    /// <summary>The least wait. Full jitter alone may draw none, and a thousand callers would turn a run of small draws into a storm.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan FirstCeiling = TimeSpan.FromMilliseconds(250);

    private TimeSpan _ceiling;

    /// <summary>A refresh succeeded: the next failure is a first one again.</summary>
    public void Reset() => _ceiling = TimeSpan.Zero;

    /// <summary>The wait after <paramref name="failure"/>, in elapsed time.</summary>
    /// <param name="failure">What went wrong; its own wish for a pause is honoured up to <see cref="SkewAwareOptions.MaxRetryAfter"/>.</param>
    /// <param name="draw">A random number in [0, 1).</param>
    /// <remarks>
    /// What time heals waits with full jitter under a ceiling that doubles from 250 ms to <see cref="SkewAwareOptions.MaxAddedDelay"/>. What the endpoint
    /// refused is not asked
    /// again for <see cref="SkewAwareOptions.RefusalMemory"/>; for ever would make a mistake that was corrected at the IdP cost a restart.
    /// </remarks>
    public TimeSpan Next(TokenFailure failure, double draw)
    {
        var longest = Max(options.MaxAddedDelay, FirstCeiling);
        _ceiling = _ceiling == TimeSpan.Zero ? FirstCeiling : Min(_ceiling * 2, longest);
        var own = failure.IsTerminal ? options.RefusalMemory : Floor + TimeSpan.FromTicks((long)((_ceiling - Floor).Ticks * draw));
        return failure.RetryAfter is { } asked ? Max(Min(asked, options.MaxRetryAfter), own) : own;
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
