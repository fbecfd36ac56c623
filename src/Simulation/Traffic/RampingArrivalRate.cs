using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>An open model whose rate changes: calls start whether or not earlier ones have ended.</summary>
/// <remarks>
/// Even arrivals come when the rate has added up to 0, 1, 2, ... calls, so there are as many as it adds up to in all, rounded up. Poisson arrivals come when it has added up to
/// the sum of exponential draws with mean 1: as many on average.
/// </remarks>
/// <param name="section">Rate, stages, arrivals, request and beginning.</param>
/// <param name="executor">The executor's index in the scenario, for common random numbers.</param>
/// <param name="callers">Makes the calls.</param>
/// <param name="timeline">The world's time line.</param>
/// <param name="seed">The world's seed.</param>
internal sealed class RampingArrivalRate(TrafficSection section, int executor, Callers callers, VirtualTimeline timeline, ulong seed) : ITrafficExecutor
{
    private readonly CallRequest _request = new(section);
    private readonly Ramp _ramp = new(section.Rate, section.Stages);
    private Int128 _parts;
    private long _arrivals;

    public void Start()
    {
        if (section.Arrivals == ArrivalsName.Poisson)
            _parts = Wait();
        Plan();
    }

    private void Plan()
    {
        if (_ramp.TimeOf(_parts) is { } time)
            timeline.Schedule(section.Start + time, static state => ((RampingArrivalRate)state!).Arrive(), this);
    }

    private void Arrive()
    {
        _arrivals++;
        callers.StartCall((int)Draw.Of(seed, (ulong)executor, DrawPurpose.Caller, _arrivals).Below(callers.Clients), _request);
        _parts += section.Arrivals == ArrivalsName.Even ? Ramp.PartsPerCall : Wait();
        Plan();
    }

    private Int128 Wait() => (Int128)(-ExactMath.Ln(Draw.Of(seed, (ulong)executor, DrawPurpose.Arrival, _arrivals).OpenUnit) * (double)Ramp.PartsPerCall);
}
