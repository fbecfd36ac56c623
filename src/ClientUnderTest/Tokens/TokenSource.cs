using Microsoft.Extensions.Logging;
using SkewLab.Client.Unauthorized;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tokens;

/// <summary>Holds the tokens of one credential and decides which is sent. Thread-safe.</summary>
/// <remarks>Readers take no lock: the tokens are one immutable object. Writers take a lock for a few instructions and never across a wait.</remarks>
internal sealed class TokenSource : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SkewAwareOptions _options;
    private readonly ElapsedClock _clock;
    private readonly ILogger _logger;
    private readonly HoldDown _holdDown;
    private readonly TokenRefresh _refresh;
    private readonly DiscontinuityMonitor? _monitor;
    private readonly ForcedRefreshLimiter _jumpLimiter = new();

    private volatile TokenState? _state;
    private volatile bool _revokesOnRefresh;
    private bool _jumpedDuringRefresh;

    public TokenSource(SkewAwareOptions options, TokenEndpoint endpoint, ElapsedClock clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _holdDown = new HoldDown(options, logger);
        _monitor = options.DetectDiscontinuities ? new DiscontinuityMonitor(clock) : null;
        _refresh = new TokenRefresh(options, endpoint, clock, logger, _monitor, Install);
    }

    /// <summary>The token to send now, or null when none may be sent. From its refresh time on, it also sees to a renewal in the background.</summary>
    public AccessToken? TryPick()
    {
        if (_state is not { } state)
            return null;
        var now = _clock.Now;
        if (_monitor?.Check() is { Ticks: > 0 } gap)
            NoteForwardJump(gap, now);
        if (now >= state.Current.Lifetime.RefreshAt)
            _refresh.StartInBackground(now, state.Current.Generation);

        // Read again: a refresh that was answered at once has replaced the state.
        return _state!.Pick(now);
    }

    /// <summary>The token to send now, or, when there is none, the one that the refresh under way brings.</summary>
    public Task<RefreshOutcome> GetAsync()
    {
        var now = _clock.Now;
        var state = _state;
        if (state?.Pick(now) is { } token)
            return Task.FromResult(new RefreshOutcome(token, null));
        var refresh = _refresh.StartOrJoin(now, state?.Current.Generation ?? 0, isForced: false)!;
        return state is not null && now < state.SuspectUntil ? TrustAgainAsync(refresh, state.SuspectUntil - now) : refresh;
    }

    /// <summary>How long no token request will leave, because one failed.</summary>
    public TimeSpan PauseLeft() => _refresh.PauseLeft(_clock.Now);

    /// <summary>Where a refused token stands.</summary>
    public TokenStanding StandingOf(AccessToken token, TimeSpan now) => _state!.StandingOf(token, now, _holdDown.Length, _options.MaxHoldDown);

    public TimeSpan MaturesAt(AccessToken token) => TokenState.MaturesAt(token, _holdDown.Length, _options.MaxHoldDown);

    /// <summary>Whether a header carries one of the tokens in use.</summary>
    public bool IsOurs(string? secret) =>
        secret is not null && _state is { } state && (state.Current.IsOf(secret) || state.Previous?.IsOf(secret) == true);

    /// <summary>Everyone sends the current token from now on, because <paramref name="previous"/> was refused.</summary>
    /// <returns>Whether that cut a hold-down short.</returns>
    public bool Promote(AccessToken previous, TimeSpan now)
    {
        lock (_gate)
        {
            if (_state is not { } state || !ReferenceEquals(state.Previous, previous))
                return false;
            _state = state with { Previous = null };
            return now < state.PromoteAt;
        }
    }

    /// <summary>Everyone sends the previous token until <paramref name="current"/>, refused in its youth, has had the longest hold-down.</summary>
    public void Demote(AccessToken current)
    {
        lock (_gate)
        {
            if (_state is { } state && ReferenceEquals(state.Current, current))
                _state = state with { PromoteAt = current.ReceivedAt + _options.MaxHoldDown };
        }
    }

    /// <summary>Renews <paramref name="refused"/> unless a newer token is there already.</summary>
    /// <returns>The refresh to wait for; null when too many were forced.</returns>
    public Task<RefreshOutcome>? Renew(AccessToken refused, TimeSpan now)
    {
        refused.MarkRefused();
        var refresh = _refresh.StartOrJoin(now, refused.Generation, isForced: now < refused.Lifetime.RefreshAt);
        if (refresh is null)
            _logger.ForcedRefreshLimited(refused.Id);
        return refresh;
    }

    /// <summary>Records a 2xx and learns how long tokens take to be known.</summary>
    /// <param name="token">The token that was sent.</param>
    /// <param name="sentAt">When it was sent.</param>
    public void NoteAccepted(AccessToken token, TimeSpan sentAt)
    {
        if (token.IsSettled || !token.MarkAccepted())
            return;
        _holdDown.Learn(sentAt - token.ReceivedAt);
    }

    /// <summary>A refresh ends the life of the token before it: holding that one back would cost a 401 each time.</summary>
    public void LearnRevokesOnRefresh()
    {
        if (_revokesOnRefresh)
            return;
        _revokesOnRefresh = true;
        _logger.RevokesOnRefresh();
    }

    public void Dispose() => _refresh.Dispose();

    // Backward is ignored: a clock that was set right is no reason to renew, and a suspend only ever jumps forward.
    private void NoteForwardJump(TimeSpan gap, TimeSpan now)
    {
        lock (_gate)
        {
            if (_state is not { } state || !_jumpLimiter.TryTake(now))
                return;
            state.Current.Reschedule(now, state.Current.Lifetime.HardLimit);
            _state = state.AfterJump(gap, now, _options.MaxAddedDelay);
            _jumpedDuringRefresh = _refresh.IsRunning;
        }

        _logger.JumpedForward(gap);
    }

    // It may as well have been the wall clock that jumped, and then the token is good: if no newer one can be had soon, it is sent.
    private async Task<RefreshOutcome> TrustAgainAsync(Task<RefreshOutcome> refresh, TimeSpan patience)
    {
        try
        {
            var outcome = await refresh.WaitAsync(patience, _clock.Time).ConfigureAwait(false);
            if (outcome.Token is not null)
                return outcome;
        }
        catch (TimeoutException)
        {
            // The refresh goes on; what it brings serves later calls.
        }

        lock (_gate)
            _state = _state! with { SuspectUntil = TimeSpan.Zero };
        return _state.Pick(_clock.Now) is { } token ? new RefreshOutcome(token, null) : await refresh.ConfigureAwait(false);
    }

    private void Install(AccessToken token)
    {
        lock (_gate)
        {
            // Its age began before the jump, so the same doubt holds for it.
            if (_jumpedDuringRefresh)
                token.Reschedule(token.ReceivedAt, token.Lifetime.HardLimit);
            _jumpedDuringRefresh = false;
            var before = _state?.Current;
            var keepsPrevious = before is { IsRefused: false } && !_revokesOnRefresh && _state!.SuspectUntil == TimeSpan.Zero;
            _state = new TokenState(token, keepsPrevious ? before : null, token.ReceivedAt + _holdDown.Length);
        }
    }
}
