using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tokens;

/// <summary>The tokens of one credential that may be sent, and how they follow each other. Thread-safe.</summary>
/// <remarks>Readers take no lock: the tokens are one immutable object. Writers take a lock for a few instructions and never across a wait.</remarks>
internal sealed class TokensInUse(SkewAwareOptions options, HoldDown holdDown)
{
    private readonly Lock _gate = new();
    private readonly ForcedRefreshLimiter _jumpLimiter = new();

    private volatile TokenState? _state;
    private bool _keepsNoPrevious;
    private bool _jumpedDuringRefresh;

    /// <value>The tokens now; null before the first.</value>
    public TokenState? State => _state;

    /// <summary>Whether a header carries one of the tokens in use.</summary>
    public bool IsOurs(string? secret) =>
        secret is not null && _state is { } state && (state.Current.IsOf(secret) || state.Previous?.IsOf(secret) == true);

    /// <summary>Puts a new token to use.</summary>
    public void Install(AccessToken token)
    {
        lock (_gate)
        {
            // Its age began before the jump, so the same doubt holds for it.
            if (_jumpedDuringRefresh)
                token.Reschedule(token.ReceivedAt, token.Lifetime.HardLimit);
            _jumpedDuringRefresh = false;
            var before = _state?.Current;
            var keepsPrevious = before is { IsRefused: false } && !_keepsNoPrevious;

            // A token in doubt is kept all the same: it may as well have been the wall clock that jumped, and then it is what serves while the new one is
            // young.
            var doubtsPrevious = _state is { } state && state.SuspectUntil != TimeSpan.Zero;
            _state = new TokenState(token, keepsPrevious ? before : null, doubtsPrevious ? token.ReceivedAt : token.ReceivedAt + holdDown.Length)
            {
                DoubtsPrevious = doubtsPrevious,
            };
        }
    }

    /// <summary>Everyone sends the current token from now on, because <paramref name="previous"/> was refused.</summary>
    /// <returns>Whether that cut a hold-down short, for no reason that was known before.</returns>
    public bool Promote(AccessToken previous, TimeSpan now)
    {
        lock (_gate)
        {
            if (_state is not { } state || !ReferenceEquals(state.Previous, previous))
                return false;
            _state = state with { Previous = null };
            return now < state.PromoteAt && !state.DoubtsPrevious;
        }
    }

    /// <summary>
    /// Everyone sends the previous token until <paramref name="current"/>, refused in its youth, has had the longest hold-down; once more if it had it.
    /// </summary>
    public void Demote(AccessToken current, TimeSpan now)
    {
        var matureAt = current.ReceivedAt + options.MaxHoldDown;
        lock (_gate)
        {
            if (_state is { } state && ReferenceEquals(state.Current, current))
                _state = state with { PromoteAt = now < matureAt ? matureAt : now + options.MaxHoldDown };
        }
    }

    /// <summary>From the next renewal on the previous token is not kept.</summary>
    /// <returns>Whether that is new.</returns>
    public bool KeepNoPrevious()
    {
        lock (_gate)
        {
            var isNew = !_keepsNoPrevious;
            _keepsNoPrevious = true;
            return isNew;
        }
    }

    /// <summary>The wall has jumped forward: the current token is due, and whatever a suspend of this length would have outlasted is in doubt.</summary>
    /// <param name="gap">How long elapsed time may have stood still.</param>
    /// <param name="now">Elapsed time.</param>
    /// <param name="isRefreshing">Whether a renewal is under way, whose token is in doubt too.</param>
    /// <returns>Whether the jump counts; too many do not.</returns>
    public bool NoteForwardJump(TimeSpan gap, TimeSpan now, bool isRefreshing)
    {
        lock (_gate)
        {
            if (_state is not { } state || !_jumpLimiter.TryTake(now))
                return false;
            state.Current.Reschedule(now, state.Current.Lifetime.HardLimit);
            _state = state.AfterJump(gap, now, options.MaxAddedDelay);
            _jumpedDuringRefresh = isRefreshing;
            return true;
        }
    }

    /// <summary>Ends the doubt.</summary>
    public TokenState TrustAgain()
    {
        lock (_gate)
            return _state = _state! with { SuspectUntil = TimeSpan.Zero };
    }
}
