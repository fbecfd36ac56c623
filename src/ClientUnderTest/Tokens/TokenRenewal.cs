using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SkewLab.Client.Telemetry;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tokens;

/// <summary>One renewal, from the request to the token in use. Whatever goes wrong is its outcome: it does not throw.</summary>
/// <remarks>Not thread-safe: only the running refresh asks it, and only one runs.</remarks>
/// <param name="options">Gives the time-out and the refresh tokens.</param>
/// <param name="endpoint">Where tokens come from.</param>
/// <param name="clock">Elapsed time.</param>
/// <param name="telemetry">Where it is traced.</param>
/// <param name="logger">Where its token is told.</param>
/// <param name="monitor">Told when a request leaves: what was before does not concern the token it brings. Null when nobody looks for jumps.</param>
/// <param name="install">Puts a new token to use.</param>
internal sealed class TokenRenewal(
    SkewAwareOptions options,
    TokenEndpoint endpoint,
    ElapsedClock clock,
    ClientTelemetry telemetry,
    ILogger logger,
    DiscontinuityMonitor? monitor,
    Action<AccessToken> install)
{
    private readonly TokenExchange _exchange = new(options, endpoint, clock, logger);
    private readonly TokenGenerations _generations = new(options);

    /// <summary>Renews the token.</summary>
    /// <param name="isForced">Whether it is renewed before its time.</param>
    /// <param name="send">How the request leaves.</param>
    /// <param name="disposed">Cancelled when nobody wants the token any more.</param>
    /// <returns>The outcome; whether it brought a new token; the activity, to be ended by whoever counts it, null when nobody traces it.</returns>
    public async Task<(RefreshOutcome Outcome, bool IsNew, Activity? Activity)> RunAsync(bool isForced, Sender send, CancellationToken disposed)
    {
        Activity? activity = null;
        try
        {
            activity = telemetry.StartRefresh(isForced);
            var (outcome, isNew) = await RequestAsync(send, disposed).ConfigureAwait(false);
            return (outcome, isNew, activity);
        }
#pragma warning disable CA1031 // Whatever went wrong, the callers who wait must learn of it, and the next refresh must be able to start.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var cause = exception is StoreFailedException ? exception.InnerException : exception;
            return (new RefreshOutcome(null, new TokenFailure(endpoint.Name, Explain(exception, disposed), Cause: cause)), IsNew: false, activity);
        }
    }

    private async Task<(RefreshOutcome Outcome, bool IsNew)> RequestAsync(Sender send, CancellationToken disposed)
    {
        using var timeout = new CancellationTokenSource(options.TokenRequestTimeout, clock.Time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, disposed);

        monitor?.Rebase();
        var answer = await _exchange.RunAsync(send, cancellation.Token).ConfigureAwait(false);
        if (answer.Granted is not { } granted)
            return (new RefreshOutcome(null, answer.Failure), IsNew: false);

        var (token, isNew) = _generations.Adopt(granted, answer.SentAt, answer.ReceivedAt);
        var lifetime = token.Lifetime;
        var isBounded = lifetime.HardLimit < TimeSpan.MaxValue;
        if (isNew)
        {
            install(token);
            logger.Adopted(
                token.Id, token.Generation, isBounded ? lifetime.RefreshAt - answer.SentAt : null, isBounded ? lifetime.HardLimit - answer.SentAt : null);
        }
        else
        {
            logger.Repeated(token.Id, isBounded ? lifetime.RefreshAt - answer.ReceivedAt : null);
        }

        return (new RefreshOutcome(token, null), isNew);
    }

    private string Explain(Exception exception, CancellationToken disposed) => exception switch
    {
        StoreFailedException => exception.Message,
        OperationCanceledException when disposed.IsCancellationRequested => "the handler was disposed",
        OperationCanceledException => $"no answer came within {options.TokenRequestTimeout.TotalSeconds} s",
        _ => "the exchange failed",
    };
}
