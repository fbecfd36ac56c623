using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>An open model: calls start at a rate of their own, whether or not earlier ones have ended.</summary>
/// <param name="section">Rate, arrivals, request, beginning and end.</param>
/// <param name="executor">The executor's index in the scenario, for common random numbers.</param>
/// <param name="callers">Makes the calls.</param>
/// <param name="timeline">The world's time line.</param>
/// <param name="seed">The world's seed.</param>
internal sealed class ConstantArrivalRate(TrafficSection section, int executor, Callers callers, VirtualTimeline timeline, ulong seed) : ITrafficExecutor
{
    private readonly CallRequest _request = new(section);
    private readonly TimeSpan _end = callers.EndOf(section);
    private readonly Rate _rate = section.Rate!;
    private readonly Distribution _interval = Distribution.Exponential(section.Rate!.MeanInterval);
    private long _arrivals;

    public void Start() => Plan(section.Start);

    // Even arrivals begin with the executor, and each is counted from there: a rounded interval would add up to one call too many or too few.
    // The first Poisson arrival is as random as the later ones.
    private void Plan(TimeSpan after)
    {
        var next = section.Arrivals == ArrivalsName.Even
            ? section.Start + _rate.TimeOf(_arrivals)
            : after + _interval.Sample(Draw.Of(seed, (ulong)executor, DrawPurpose.Arrival, _arrivals));
        _arrivals++;
        if (next < _end)
            timeline.Schedule(next, static state => ((ConstantArrivalRate)state!).Arrive(), this);
    }

    private void Arrive()
    {
        var client = (int)Draw.Of(seed, (ulong)executor, DrawPurpose.Caller, _arrivals).Below(callers.Clients);
        callers.StartCall(client, _request);
        Plan(timeline.Now);
    }
}
