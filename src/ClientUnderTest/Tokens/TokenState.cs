namespace SkewLab.Client.Tokens;

/// <summary>What a 401 on a token means depends on where the token stands.</summary>
internal enum TokenStanding
{
    /// <summary>A newer token is in use.</summary>
    Superseded,

    /// <summary>The previous token, no longer young itself, still in use while the current one is young.</summary>
    Previous,

    /// <summary>The current token, young, while the previous one can still be sent.</summary>
    YoungWithPrevious,

    /// <summary>A token in use, so young that a node may not know it yet.</summary>
    Young,

    /// <summary>The current token, old enough to be known everywhere: a refusal means it.</summary>
    Mature,
}

/// <summary>Make before break: the current token, and the one before it until the current one can be trusted. Immutable.</summary>
/// <param name="Current">The newest token.</param>
/// <param name="Previous">The one before, kept as long as it may be of use; null when there is none.</param>
/// <param name="PromoteAt">Until here <paramref name="Previous"/> is sent instead of <paramref name="Current"/>.</param>
internal sealed record TokenState(AccessToken Current, AccessToken? Previous, TimeSpan PromoteAt)
{
    /// <value>Until here no token is picked, because a suspend may have outlasted it; zero when nothing speaks for that.</value>
    public TimeSpan SuspectUntil { get; init; }

    /// <value>Whether a suspend may have outlasted <see cref="Previous"/>: it is then sent only after the current one was refused in its youth.</value>
    public bool DoubtsPrevious { get; init; }

    /// <summary>The token to send now; null when none may be sent.</summary>
    public AccessToken? Pick(TimeSpan now)
    {
        if (now < SuspectUntil)
            return null;
        if (now < PromoteAt && PreviousLives(now))
            return Previous;
        return now < Current.Lifetime.HardLimit ? Current : null;
    }

    /// <summary>The current token where nothing but the doubt speaks against it; else null.</summary>
    public AccessToken? PickInDoubt(TimeSpan now) => now < SuspectUntil && now < Current.Lifetime.HardLimit ? Current : null;

    /// <summary>The tokens after the wall has jumped forward by <paramref name="gap"/> against elapsed time.</summary>
    /// <param name="gap">How long elapsed time may have stood still.</param>
    /// <param name="now">Elapsed time.</param>
    /// <param name="patience">How long callers wait for a renewal rather than send a token that a suspend would have outlasted.</param>
    public TokenState AfterJump(TimeSpan gap, TimeSpan now, TimeSpan patience)
    {
        var doubtsPrevious = DoubtsPrevious || (Previous is { } previous && gap >= previous.Lifetime.HardLimit - now);
        return this with
        {
            PromoteAt = doubtsPrevious ? now : PromoteAt,
            DoubtsPrevious = doubtsPrevious,
            SuspectUntil = gap < Current.Lifetime.HardLimit - now ? TimeSpan.Zero : now + patience,
        };
    }

    /// <summary>Where <paramref name="token"/> stands.</summary>
    /// <remarks>
    /// A 2xx shortens a token's youth from the longest hold-down to the present one, and does not end it: behind a balancer one node's yes says nothing
    /// about the next node, and a forced refresh would start the propagation over. It shortens nothing where another node has refused the token already.
    /// A token that nobody has accepted yet is young for as long as the one before it lives: that one works, and the next one would begin as the first did.
    /// Where both are young, after a renewal out of turn, the previous one is closer to being known; but one that has no time to grow up in is not waited for.
    /// </remarks>
    public TokenStanding StandingOf(AccessToken token, TimeSpan now, TimeSpan holdDown, TimeSpan maxHoldDown)
    {
        var isYoung = now < MaturesAt(token, holdDown, maxHoldDown);
        if (ReferenceEquals(token, Previous))
            return isYoung && token.Lifetime.HardLimit - token.Lifetime.SentAt > maxHoldDown ? TokenStanding.Young : TokenStanding.Previous;
        if (!ReferenceEquals(token, Current))
            return TokenStanding.Superseded;
        if (PreviousLives(now) && (now < token.ReceivedAt + maxHoldDown || !token.IsAccepted))
            return TokenStanding.YoungWithPrevious;
        return isYoung ? TokenStanding.Young : TokenStanding.Mature;
    }

    public static TimeSpan MaturesAt(AccessToken token, TimeSpan holdDown, TimeSpan maxHoldDown) =>
        token.ReceivedAt + (token.IsAccepted && !token.WasRefusedYoung ? holdDown : maxHoldDown);

    private bool PreviousLives(TimeSpan now) => Previous is { } previous && now < previous.Lifetime.HardLimit;
}
