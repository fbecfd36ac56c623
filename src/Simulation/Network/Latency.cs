using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;

namespace SkewLab.Simulation.Network;

/// <summary>Each leg takes a time of its own, drawn by link, call and attempt: two strategies that send the same request meet the same delay.</summary>
internal sealed class Latency(Distribution oneWay, ulong seed, ulong component) : ILinkRule
{
    public LegFate Decide(in Leg leg)
    {
        var purpose = leg.Direction == LegDirection.Request ? DrawPurpose.RequestDelay : DrawPurpose.ResponseDelay;
        return LegFate.Deliver(oneWay.Sample(Draw.Of(seed, component, purpose, leg.Index, leg.Attempt)));
    }
}
