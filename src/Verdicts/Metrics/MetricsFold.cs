using SkewLab.Explanations.History;

namespace SkewLab.Verdicts.Metrics;

/// <summary>Counts what <see cref="WorldMetrics"/> holds.</summary>
/// <param name="tokens">The tokens' stories.</param>
/// <param name="clients">How many clients the world has.</param>
public sealed class MetricsFold(TokenBook tokens, int clients) : IFold
{
    private readonly LatencyBuckets _addedLatency = new();
    // Only counted and summed up, which no order changes.
    private readonly HashSet<IJobProgress> _jobs = [];
    private readonly OutageClock[] _outages = new OutageClock[clients];
    private readonly Dictionary<(int Machine, int Process), long> _tokenRequestsInFlight = [];
    private long _requests, _ok, _surfaced401, _wire401, _firstRequests, _first401, _tokenRequests, _tokensReceived, _inFlightMax, _sendsMax;
    private long _rateLimited, _exceptions, _cancelled, _skipped, _unattributed, _ended;

    /// <inheritdoc/>
    public void Observe(in WorldEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.CallStarted:
                _requests++;
                Note(happened.Call?.Job);
                break;
            case EventKind.CallSkipped:
                _skipped++;
                Note(happened.Call?.Job);
                break;
            case EventKind.RequestSent:
                Sent(in happened);
                break;
            case EventKind.Served:
                Served(in happened);
                break;
            case EventKind.ResponseReceived when happened.IsTokenRequest:
                TokenRequestEnded(in happened);
                if (happened.Decision?.ReturnedToken is not null)
                    _tokensReceived++;
                break;
            case EventKind.ExchangeAbandoned when happened.IsTokenRequest:
                TokenRequestEnded(in happened);
                break;
            case EventKind.CallEnded:
                Ended(in happened);
                break;
            default:
                break;
        }
    }

    /// <summary>The numbers, once the world has ended.</summary>
    /// <param name="end">When it ended, in reference time.</param>
    public WorldMetrics Finish(TimeSpan end) => new()
    {
        Requests = _requests,
        Ok = _ok,
        Surfaced401 = _surfaced401,
        Surfaced401Rate = Share(_surfaced401, _requests),
        Wire401 = _wire401,
        Absorbed401 = _wire401 - _surfaced401,
        FirstAfterRefreshRequests = _firstRequests,
        FirstAfterRefresh401 = _first401,
        FirstAfterRefresh401Rate = Share(_first401, _firstRequests),
        TokenRequests = _tokenRequests,
        TokenRequestsFailed = _tokenRequests - _tokensReceived - _tokenRequestsInFlight.Values.Sum(),
        RefreshInFlightMax = _inFlightMax,
        SendsPerRequestMax = _sendsMax,
        AddedLatencyMs = _addedLatency.Summarise(),
        LongestOutageSeconds = _outages.Max(outage => outage.Longest(end)).TotalSeconds,
        LifetimeUsedMean = tokens.LifetimeUsedMean(),
        RateLimited429 = _rateLimited,
        Exceptions = _exceptions,
        Cancelled = _cancelled,
        SkippedAsleep = _skipped,
        Unfinished = _requests - _ended,
        Jobs = _jobs.Count,
        JobsOk = _jobs.Count(job => job.IsOk),
        PagesLost = _jobs.Sum(job => (long)job.PagesLost),
        PagesTwice = _jobs.Sum(job => (long)job.PagesTwice),
        Unattributed401 = _unattributed,
    };

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    // A job begins with its first call, whether its machine is awake or not.
    private void Note(IJobProgress? job)
    {
        if (job is not null)
            _jobs.Add(job);
    }

    private void Sent(in WorldEvent happened)
    {
        if (happened.IsTokenRequest)
        {
            _tokenRequests++;
            var inFlight = _tokenRequestsInFlight.GetValueOrDefault(happened.Actor) + 1;
            _tokenRequestsInFlight[happened.Actor] = inFlight;
            _inFlightMax = Math.Max(_inFlightMax, inFlight);
        }

        _sendsMax = Math.Max(_sendsMax, happened.Attempt);
        if (tokens.Find(happened.Token)?.IsFirstRequest(in happened) == true)
            _firstRequests++;
    }

    // Processes come and go: only those that wait for an answer are kept.
    private void TokenRequestEnded(in WorldEvent happened)
    {
        if (--_tokenRequestsInFlight[happened.Actor] == 0)
            _tokenRequestsInFlight.Remove(happened.Actor);
    }

    private void Served(in WorldEvent happened)
    {
        if (happened.Status == 429)
            _rateLimited++;
        if (happened.Status != 401 || happened.IsTokenRequest)
            return;
        _wire401++;
        if (happened.Decision?.Refusal is null)
            _unattributed++;
        if (tokens.Find(happened.Token)?.IsFirstRequest(in happened) == true)
            _first401++;
    }

    private void Ended(in WorldEvent happened)
    {
        _ended++;
        _addedLatency.Add(happened.Call!.LastSentAt - happened.Call.StartedAt);
        ref var outage = ref _outages[happened.Client];
        if (happened.Status is >= 200 and < 300)
        {
            _ok++;
            outage.Succeeded(happened.At);
            return;
        }

        outage.Failed(happened.At);
        if (happened.Status == 401)
            _surfaced401++;
        if (happened.Error == Call.Cancelled)
            _cancelled++;
        else if (happened.Error is not null)
            _exceptions++;
    }
}
