using Microsoft.Extensions.Logging;
using SkewLab.Client.Tokens;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Unauthorized;

/// <summary>Tells people of refused requests: in the requests' options and in the log. Thread-safe.</summary>
internal sealed class RefusalReport(SkewAwareOptions options, ElapsedClock clock, ServerClockEstimator endpointClock, ILogger logger)
{
    /// <summary>Attaches the diagnosis of <paramref name="refusal"/> to the requests, and logs it when the caller will see the 401.</summary>
    /// <param name="original">The caller's request.</param>
    /// <param name="refusal">The 401. It is given the request it answers where the handlers below did not.</param>
    /// <param name="sent">The request that was refused.</param>
    /// <param name="token">The token it carried.</param>
    /// <param name="sentAt">When it was sent, in elapsed time.</param>
    /// <param name="receivedAt">When the refusal was here, in elapsed time.</param>
    /// <param name="sends">How often the call was sent so far.</param>
    /// <param name="decision">What was made of it.</param>
    /// <param name="surfaced">Why the caller sees it; null when the call is sent again.</param>
    public void Attach(
        HttpRequestMessage original,
        HttpResponseMessage refusal,
        HttpRequestMessage sent,
        AccessToken token,
        TimeSpan sentAt,
        TimeSpan receivedAt,
        int sends,
        string decision,
        SurfacedReason? surfaced)
    {
        var lead = clock.WallLead;
        var diagnostics = new SkewAwareDiagnostics
        {
            TokenId = token.Id,
            Generation = token.Generation,
            Age = sentAt - token.Lifetime.SentAt,
            Remaining = token.Lifetime.HardLimit == TimeSpan.MaxValue ? null : token.Lifetime.HardLimit - sentAt,
            Sends = sends,
            Decision = decision,
            Surfaced = surfaced,
            NodeClock = ClockSample.Read(refusal.Headers, sentAt, lead, receivedAt, lead, options.MaxDriftPpm)?.Estimate,
            TokenEndpointClock = endpointClock.Estimate,
        };
        refusal.RequestMessage ??= sent;
        refusal.RequestMessage.Options.Set(SkewAwareDiagnostics.Key, diagnostics);
        sent.Options.Set(SkewAwareDiagnostics.Key, diagnostics);
        original.Options.Set(SkewAwareDiagnostics.Key, diagnostics);
        if (surfaced is not null)
            logger.Surfaced(diagnostics);
    }
}
