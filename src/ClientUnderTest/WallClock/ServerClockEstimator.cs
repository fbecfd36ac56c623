using System.Net.Http.Headers;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.WallClock;

/// <summary>Narrows down one server's clock from its answers. Thread-safe.</summary>
/// <remarks>
/// For a server with one clock, which the token endpoint is taken to be. Behind an API's address there are many, and the intersection of what two nodes say
/// may hold neither
/// truth: there each answer speaks for the node that gave it.
/// </remarks>
internal sealed class ServerClockEstimator(ElapsedClock clock, int maxDriftPpm)
{
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private ClockSample? _known;

    /// <summary>The estimate now; null before the first answer and after a jump of the wall clock.</summary>
    public ServerClockEstimate? Estimate
    {
        get
        {
            lock (_gate)
            {
                var (now, lead) = (clock.Now, clock.WallLead);
                var aged = _known?.Aged(now, lead, maxDriftPpm);

                // A jump is remembered, so that one back does not undo it; the noise between two clocks is not, so that reading often widens nothing.
                if (aged is null || (lead - _known!.WallLead).Duration() >= Noise)
                    _known = aged;
                return aged?.Estimate;
            }
        }
    }

    /// <summary>Takes in an answer that has just arrived.</summary>
    public void Note(HttpResponseHeaders headers, TimeSpan sentAt, TimeSpan sentLead)
    {
        lock (_gate)
        {
            var (now, lead) = (clock.Now, clock.WallLead);
            if (ClockSample.Read(headers, sentAt, sentLead, now, lead, maxDriftPpm) is not { } sample)
                return;
            _known = _known?.Aged(now, lead, maxDriftPpm) is { } aged ? ClockSample.Intersect(aged, sample) : sample;
        }
    }
}
