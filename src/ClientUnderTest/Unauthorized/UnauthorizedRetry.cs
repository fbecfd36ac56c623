using System.Net;
using Microsoft.Extensions.Logging;
using SkewLab.Client.Replay;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Unauthorized;

/// <summary>Sees one call through after its first 401: decides, waits, resends, until an answer or the budget's end.</summary>
internal sealed class UnauthorizedRetry(SkewAwareOptions options, TokenSource tokens, ElapsedClock clock, ILogger logger)
{
    /// <summary>Answers the call's last response; every earlier one is disposed.</summary>
    /// <param name="request">The request that was refused.</param>
    /// <param name="refusal">Its response, a 401 that refuses the token.</param>
    /// <param name="token">The token it carried.</param>
    /// <param name="canReplay">Whether the request may be sent again.</param>
    /// <param name="send">Sends a request as it is.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request,
        HttpResponseMessage refusal,
        AccessToken token,
        bool canReplay,
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken)
    {
        var budget = new RetryBudget(clock.Now + options.MaxAddedDelay, options.MaxSends);
        var address = request.RequestUri;
        var hasForced = false;
        var heldBackInVain = false;

        while (true)
        {
            // A layer below that follows a redirect strips the token and changes the address: no token would help there.
            if (!BearerChallenge.RefusesToken(refusal) || request.RequestUri != address)
                return refusal;

            AccessToken? next;
            try
            {
                var now = clock.Now;
                var standing = tokens.StandingOf(token, now);
                var decision = UnauthorizedDecision.Decide(standing, canReplay && budget.HasSends(now), hasForced);
                logger.Refused(token.Id, standing, decision.Action, decision.Resend);
                hasForced |= decision.Action == UnauthorizedAction.Refresh;
                heldBackInVain |= decision.Action == UnauthorizedAction.Promote && tokens.Promote(token, now) && token.IsAccepted;
                next = await ActAsync(decision, token, budget, now, cancellationToken).ConfigureAwait(false);
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
            var sentAt = clock.Now;
            refusal = await send(request, cancellationToken).ConfigureAwait(false);
            if (refusal.StatusCode == HttpStatusCode.Unauthorized)
                continue;
            if (refusal.IsSuccessStatusCode)
                tokens.NoteAccepted(token, sentAt);
            if (refusal.IsSuccessStatusCode && heldBackInVain)
                tokens.LearnRevokesOnRefresh();
            return refusal;
        }
    }

    // Does what was decided and answers the token to resend with; null surfaces the refusal.
    private async ValueTask<AccessToken?> ActAsync(
        UnauthorizedDecision decision, AccessToken token, RetryBudget budget, TimeSpan now, CancellationToken cancellationToken)
    {
        switch (decision.Action)
        {
            case UnauthorizedAction.Demote:
                token.MarkRefusedYoung();
                tokens.Demote(token);
                break;
            case UnauthorizedAction.Wait:
                token.MarkRefusedYoung();
                if (decision.Resend)
                    await Task.Delay(budget.NextPause(now, tokens.MaturesAt(token), options.Random()), clock.Time, cancellationToken).ConfigureAwait(false);
                break;
            case UnauthorizedAction.Refresh when tokens.Renew(token, now) is { } renewal:
                if (decision.Resend && await ResultAsync(renewal, budget, cancellationToken).ConfigureAwait(false) is null)
                    return null;
                break;
            case UnauthorizedAction.Refresh:
                return null;
            default:
                break;
        }

        if (!decision.Resend)
            return null;
        return tokens.TryPick() ?? await ResultAsync(tokens.GetAsync(), budget, cancellationToken).ConfigureAwait(false);
    }

    // The wait counts against the call's budget; the refresh itself goes on for the next caller.
    private async ValueTask<AccessToken?> ResultAsync(Task<RefreshOutcome> refresh, RetryBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            return (await refresh.WaitAsync(budget.Remaining(clock.Now), clock.Time, cancellationToken).ConfigureAwait(false)).Token;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
