using Microsoft.Extensions.Logging;
using SkewLab.Client.Telemetry;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tokens;

/// <summary>Decides which token of one credential is sent, and when it is renewed. Thread-safe.</summary>
internal sealed class TokenSource : IDisposable
{
    private readonly SkewAwareOptions _options;
    private readonly ElapsedClock _clock;
    private readonly ILogger _logger;
    private readonly HoldDown _holdDown;
    private readonly TokenRefresh _refresh;
    private readonly DiscontinuityMonitor? _monitor;

    public TokenSource(SkewAwareOptions options, TokenEndpoint endpoint, ElapsedClock clock, ClientTelemetry telemetry, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _holdDown = new HoldDown(options, logger);
        _monitor = options.DetectDiscontinuities ? new DiscontinuityMonitor(clock) : null;
        InUse = new TokensInUse(options, _holdDown);
        _refresh = new TokenRefresh(options, endpoint, clock, telemetry, logger, _monitor, InUse.Install);
    }

    /// <value>The tokens themselves.</value>
    public TokensInUse InUse { get; }

    /// <summary>The token to send now, or null when none may be sent. From its refresh time on, it also sees to a renewal in the background.</summary>
    /// <param name="now">Elapsed time, read just before.</param>
    /// <param name="send">How the renewal leaves.</param>
    public AccessToken? TryPick(TimeSpan now, Sender send)
    {
        if (InUse.State is not { } state)
            return null;
        if (_monitor?.Check(now) is { Ticks: > 0 } gap)
            NoteForwardJump(gap, now);
        if (now >= state.Current.Lifetime.RefreshAt)
            _refresh.StartInBackground(now, state.Current.Generation, send);

        // Read again: a refresh that was answered at once has replaced the state.
        return InUse.State!.Pick(now);
    }

    /// <summary>The token to send now, or, when there is none, the one that the refresh under way brings.</summary>
    public Task<RefreshOutcome> GetAsync(Sender send)
    {
        var now = _clock.Now;
        var state = InUse.State;
        if (state?.Pick(now) is { } token)
            return Task.FromResult(new RefreshOutcome(token, null));
        var refresh = _refresh.StartOrJoin(now, state?.Current.Generation ?? 0, isForced: false, send)!;
        return state is not null && now < state.SuspectUntil ? TrustAgainAsync(refresh, state.SuspectUntil - now) : refresh;
    }

    /// <summary>How long no token request will leave, because one failed.</summary>
    public TimeSpan PauseLeft() => _refresh.PauseLeft(_clock.Now);

    /// <summary>Where a refused token stands.</summary>
    public TokenStanding StandingOf(AccessToken token, TimeSpan now) => InUse.State!.StandingOf(token, now, _holdDown.Length, _options.MaxHoldDown);

    public TimeSpan MaturesAt(AccessToken token) => TokenState.MaturesAt(token, _holdDown.Length, _options.MaxHoldDown);

    /// <summary>Renews <paramref name="refused"/> unless a newer token is there already.</summary>
    /// <returns>The refresh to wait for; null when too many were forced.</returns>
    public Task<RefreshOutcome>? Renew(AccessToken refused, TimeSpan now, Sender send)
    {
        refused.MarkRefused();
        var refresh = _refresh.StartOrJoin(now, refused.Generation, isForced: now < refused.Lifetime.RefreshAt, send);
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
        if (InUse.KeepNoPrevious())
            _logger.RevokesOnRefresh();
    }

    public void Dispose() => _refresh.Dispose();

    // Backward is ignored: a clock that was set right is no reason to renew, and a suspend only ever jumps forward.
    private void NoteForwardJump(TimeSpan gap, TimeSpan now)
    {
        if (InUse.NoteForwardJump(gap, now, _refresh.IsRunning))
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

        return InUse.TrustAgain().Pick(_clock.Now) is { } token ? new RefreshOutcome(token, null) : await refresh.ConfigureAwait(false);
    }
}
