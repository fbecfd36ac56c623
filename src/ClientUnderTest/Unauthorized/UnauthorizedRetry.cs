using System.Net;
using Microsoft.Extensions.Logging;
using SkewLab.Client.Replay;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Unauthorized;

/// <summary>Sees one call through after its first 401: decides, waits, resends, until an answer or the budget's end.</summary>
internal sealed class UnauthorizedRetry(
    SkewAwareOptions options, TokenSource tokens, ElapsedClock clock, RefusalReport report, ClientTelemetry telemetry, ILogger logger)
{
    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>Answers the call's last response; every earlier one is disposed.</summary>
    /// <param name="request">The request that was refused.</param>
    /// <param name="address">Where the call is for.</param>
    /// <param name="refusal">Its response, a 401.</param>
    /// <param name="token">The token it carried.</param>
    /// <param name="sentAt">When it was sent, in elapsed time.</param>
    /// <param name="canReplay">Whether the request may be sent again.</param>
    /// <param name="send">Sends a request as it is.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request,
        Uri? address,
        HttpResponseMessage refusal,
        AccessToken token,
        TimeSpan sentAt,
        bool canReplay,
        Sender send,
        CancellationToken cancellationToken)
    {
        using var activity = telemetry.StartAnswering();
        var budget = new RetryBudget(clock.Now + options.MaxAddedDelay, options.MaxSends);
        var original = request;
        var call = new RefusedCall(tokens);

        while (true)
        {
            var receivedAt = clock.Now;
            void Report(string decision, string tag, SurfacedReason? surfaced) =>
                report.Attach(activity, original, refusal, request, token, sentAt, receivedAt, budget.Sends, (decision, tag), surfaced);

            // A layer below that follows a redirect strips the token and changes the address: no token would help there.
            var isRedirected = request.RequestUri != address;
            if (isRedirected || !BearerChallenge.RefusesToken(refusal))
            {
                Report("left alone", "leave_alone", isRedirected ? SurfacedReason.Redirected : SurfacedReason.NotTheToken);
                return refusal;
            }

            AccessToken? next;
            try
            {
                var (decision, judged, standing, isSecond) = call.Judge(token, sentAt, receivedAt, canReplay && budget.HasSends(receivedAt));
                logger.Refused(token.Id, standing, decision.Action, decision.Resend);
                (next, var surfaced) = await ActAsync(decision, judged, budget, receivedAt, send, cancellationToken).ConfigureAwait(false);
                if (surfaced == SurfacedReason.BudgetSpent && isSecond)
                    surfaced = SurfacedReason.RefusedAgain;
                else if (surfaced == SurfacedReason.BudgetSpent && !canReplay)
                    surfaced = SurfacedReason.NotReplayable;
                Report(decision.Describe(standing), TelemetryWords.Of(decision.Action, standing), surfaced);
            }
            catch
            {
                refusal.Dispose();
                throw;
            }

            if (next is null)
                return refusal;

            refusal.Dispose();
            token = next;
            request = RequestReplay.Copy(request);
            request.Headers.Authorization = token.Header;
            budget.CountSend();
            sentAt = clock.Now;
            telemetry.NoteUse(token, sentAt);
            refusal = await send(request, cancellationToken).ConfigureAwait(false);
            refusal.RequestMessage ??= request;
            if (refusal.StatusCode == HttpStatusCode.Unauthorized)
                continue;
            if (refusal.IsSuccessStatusCode && request.RequestUri == address)
            {
                tokens.NoteAccepted(token, sentAt);
                call.NoteAccepted();
            }

            return refusal;
        }
    }

    // Does what was decided and answers the token to resend with, or why the refusal is surfaced.
    private async ValueTask<(AccessToken? Next, SurfacedReason? Surfaced)> ActAsync(
        UnauthorizedDecision decision, AccessToken token, RetryBudget budget, TimeSpan now, Sender send, CancellationToken cancellationToken)
    {
        switch (decision.Action)
        {
            case UnauthorizedAction.Demote:
                token.MarkRefusedYoung();
                tokens.InUse.Demote(token, now);
                break;
            case UnauthorizedAction.Wait:
                token.MarkRefusedYoung();
                if (decision.Resend)
                    await Task.Delay(budget.NextPause(now, tokens.MaturesAt(token), options.Random()), clock.Time, cancellationToken).ConfigureAwait(false);
                break;
            case UnauthorizedAction.Refresh when tokens.Renew(token, now, send) is { } renewal:
                if (decision.Resend && await ResultAsync(renewal, budget, cancellationToken).ConfigureAwait(false) is null)
                    return (null, SurfacedReason.RefreshFailed);
                break;
            case UnauthorizedAction.Refresh:
                return (null, SurfacedReason.RefreshLimited);
            default:
                break;
        }

        if (!decision.Resend)
            return (null, SurfacedReason.BudgetSpent);
        var next = tokens.TryPick(clock.Now, send) ?? await ResultAsync(tokens.GetAsync(send), budget, cancellationToken).ConfigureAwait(false);

        // The call's time is up, and a token in doubt is better than a certain 401.
        next ??= tokens.InUse.State!.PickInDoubt(clock.Now);
        return (next, next is null ? SurfacedReason.RefreshFailed : null);
    }

    // The wait counts against the call's budget; the refresh itself goes on for the next caller. Timers count whole milliseconds, and what comes at the very
    // end is in time.
    private async ValueTask<AccessToken?> ResultAsync(Task<RefreshOutcome> refresh, RetryBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            return (await refresh.WaitAsync(budget.Remaining(clock.Now) + OneMillisecond, clock.Time, cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
