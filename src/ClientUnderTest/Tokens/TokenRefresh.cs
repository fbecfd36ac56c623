using Microsoft.Extensions.Logging;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Unauthorized;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tokens;

/// <summary>Renews the token, one request at a time. The refresh belongs to no caller: it has a time-out of its own, and callers wait on it with
/// theirs.</summary>
/// <remarks>Thread-safe. No lock is held while a request is under way.</remarks>
/// <param name="options">Gives the time-out, the refresh tokens, jitter and the longest pause.</param>
/// <param name="endpoint">Where tokens come from.</param>
/// <param name="clock">Elapsed time.</param>
/// <param name="telemetry">Where refreshes are counted and traced.</param>
/// <param name="logger">Where failures are told.</param>
/// <param name="monitor">Told when a request leaves: what was before does not concern the token it brings. Null when nobody looks for jumps.</param>
/// <param name="install">Puts a new token to use before anyone waiting learns of it.</param>
internal sealed class TokenRefresh(
    SkewAwareOptions options,
    TokenEndpoint endpoint,
    ElapsedClock clock,
    ClientTelemetry telemetry,
    ILogger logger,
    DiscontinuityMonitor? monitor,
    Action<AccessToken> install) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly ForcedRefreshLimiter _limiter = new();
    private readonly RefreshBackoff _backoff = new(options);
    private readonly TokenRenewal _renewal = new(options, endpoint, clock, telemetry, logger, monitor, install);

    private volatile Task<RefreshOutcome>? _running;
    private AccessToken? _newest;
    private RefreshOutcome _lastOutcome;
    private long _forcedInVain;
    private long _mayStartAtTicks;

    /// <value>Whether a token request is under way.</value>
    public bool IsRunning => _running is not null;

    /// <summary>Starts a refresh that nobody waits for, unless one is running or one failed just now. Its failure is logged and tried again later.</summary>
    public void StartInBackground(TimeSpan now, long seenGeneration, Sender send)
    {
        if (_running is null && MayStart(now))
            _ = StartOrJoin(now, seenGeneration, isForced: false, send);
    }

    /// <summary>The running refresh or a new one; in the pause after one, what that one brought.</summary>
    /// <param name="now">Elapsed time.</param>
    /// <param name="seenGeneration">The token that the caller wants replaced; zero when it has seen none. If it has been replaced already, that is the
    /// answer.</param>
    /// <param name="isForced">Whether the token is renewed before its time because an API refused it.</param>
    /// <param name="send">How a new refresh leaves.</param>
    /// <returns>Null when a new refresh would have been forced, and too many were, or the last one brought the refused token again.</returns>
    public Task<RefreshOutcome>? StartOrJoin(TimeSpan now, long seenGeneration, bool isForced, Sender send)
    {
        TaskCompletionSource<RefreshOutcome> outcome;
        lock (_gate)
        {
            if (_running is { } running)
                return running;
            if (_newest is { } newest && newest.Generation != seenGeneration)
                return Task.FromResult(new RefreshOutcome(newest, null));
            if (!MayStart(now))
                return Task.FromResult(_lastOutcome);
            if (isForced && (_forcedInVain == seenGeneration || !_limiter.TryTake(now, _newest is { IsAccepted: true } ? 0 : seenGeneration)))
                return null;
            outcome = new TaskCompletionSource<RefreshOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            _running = outcome.Task;
        }

        // Outside the lock, because the request starts on this thread.
        _ = CompleteAsync(outcome, isForced, send);
        return outcome.Task;
    }

    /// <summary>How long the endpoint is still left alone after a failure; zero when it may be asked.</summary>
    public TimeSpan PauseLeft(TimeSpan now)
    {
        var left = Volatile.Read(ref _mayStartAtTicks) - now.Ticks;
        return left > 0 ? TimeSpan.FromTicks(left) : TimeSpan.Zero;
    }

    // Cancelled, not disposed: a refresh that ends later still looks at it, and it holds no timer.
    public void Dispose() => _disposed.Cancel();

    private bool MayStart(TimeSpan now) => PauseLeft(now) == TimeSpan.Zero;

    private async Task CompleteAsync(TaskCompletionSource<RefreshOutcome> outcome, bool isForced, Sender send)
    {
        var startedAt = clock.Now;
        var (result, isNew, activity) = await _renewal.RunAsync(isForced, send, _disposed.Token).ConfigureAwait(false);
        var pause = Pause(result, isNew);
        lock (_gate)
        {
            (_newest, _lastOutcome) = (result.Token ?? _newest, result);
            if (isForced && result.Token is { } token && !isNew)
                _forcedInVain = token.Generation;
            Volatile.Write(ref _mayStartAtTicks, (clock.Now + pause).Ticks);
            _running = null;
        }

        try
        {
            if (result.Failure is { } failure)
                logger.RefreshFailed(failure.Endpoint, failure.Problem, (int?)failure.StatusCode, failure.OAuthError, pause, failure.Cause);
            telemetry.EndRefresh(activity, result, isNew, isForced, clock.Now - startedAt, endpoint.ServerClock);
        }
        finally
        {
            // Last, so that whoever waited finds the refresh counted; and also when a listener throws, for they would wait for ever.
            outcome.SetResult(result);
        }
    }

    // Callers wait for the outcome: a source of random numbers that throws must not keep it from them.
    private double Draw()
    {
        try
        {
            return options.Random();
        }
#pragma warning disable CA1031 // It is somebody else's code.
        catch (Exception)
#pragma warning restore CA1031
        {
            return 1;
        }
    }

    private TimeSpan Pause(RefreshOutcome result, bool isNew)
    {
        if (result.Failure is { } failure)
            return _backoff.Next(failure, Draw());
        _backoff.Reset();
        return isNew ? TimeSpan.Zero : TokenGenerations.PauseAfterRepetition(result.Token!, clock.Now);
    }
}
