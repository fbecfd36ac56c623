namespace SkewLab.Client.Tokens;

/// <summary>Numbers the tokens, and recognises an answer that brings nothing new.</summary>
/// <remarks>
/// <para>Some IdPs hand out one token from a cache until shortly before its end. Nobody can tell whether <c>expires_in</c> then is what is left or, wrongly,
/// the full life, so
/// of two limits for one token the earlier holds: a repetition never makes a token live longer.</para>
/// <para>An answer without a later limit is asked for again after a tenth of the life that is left, not at once: each call would be a token request.</para>
/// <para>Not thread-safe: only the running refresh asks it, and only one runs.</para>
/// </remarks>
internal sealed class TokenGenerations(SkewAwareOptions options)
{
    // Near the limit a tenth of the rest is nothing, and the requests would come ever faster.
    private static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(1);

    private AccessToken? _newest;
    private AccessToken? _before;

    /// <summary>The token of an answer: a new generation, or the newest one again.</summary>
    /// <param name="granted">The answer.</param>
    /// <param name="sentAt">When its request left.</param>
    /// <param name="receivedAt">When it was here.</param>
    public (AccessToken Token, bool IsNew) Adopt(TokenResponse granted, TimeSpan sentAt, TimeSpan receivedAt)
    {
        var lifetime = granted.ExpiresInSeconds is { } expiresIn
            ? TokenLifetime.Compute(sentAt, receivedAt, expiresIn, options, options.Random())
            : TokenLifetime.Unknown(sentAt);

        // The one before the newest counts as a repetition too: two caches behind one address may take turns.
        if (_newest is { } newest && (newest.IsOf(granted.AccessToken) || _before?.IsOf(granted.AccessToken) == true))
        {
            var known = newest.Lifetime.HardLimit;
            var limit = newest.IsOf(granted.AccessToken) ? Min(known, lifetime.HardLimit) : known;
            newest.Reschedule(AskAgainAt(receivedAt, limit), limit);
            return (newest, IsNew: false);
        }

        if (_newest is { } replaced && lifetime.HardLimit <= replaced.Lifetime.HardLimit)
            lifetime = lifetime with { RefreshAt = Max(lifetime.RefreshAt, AskAgainAt(receivedAt, lifetime.HardLimit)) };
        (_before, _newest) = (_newest, new AccessToken(granted.AccessToken, (_newest?.Generation ?? 0) + 1, lifetime, receivedAt));
        return (_newest, IsNew: true);
    }

    /// <summary>How long an answer that repeats a token without life is worth: those who need a token send it meanwhile, since the IdP has just vouched for
    /// it.</summary>
    public static TimeSpan PauseAfterRepetition(AccessToken repeated, TimeSpan now) => now < repeated.Lifetime.HardLimit ? TimeSpan.Zero : LeastWait;

    private static TimeSpan AskAgainAt(TimeSpan now, TimeSpan limit) =>
        limit == TimeSpan.MaxValue ? limit : Min(limit, now + Max((limit - now) / 10, LeastWait));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
