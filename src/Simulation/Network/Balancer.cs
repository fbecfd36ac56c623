using SkewLab.Simulation.Randomness;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Simulation.Network;

/// <summary>Chooses the API node for a request: a pure function of client, call and attempt, so every strategy meets the same nodes.</summary>
/// <param name="balancing">The rule.</param>
/// <param name="nodes">How many API nodes there are.</param>
/// <param name="seed">The world's seed.</param>
public sealed class Balancer(BalancingName balancing, int nodes, ulong seed)
{
    private static readonly ulong Component = StableHash.Of("balancing");

    /// <summary>Chooses a node.</summary>
    /// <returns>Its index, from 0.</returns>
    public int Choose(int client, long call, int attempt) => balancing switch
    {
        // Requests that no call asked for are counted downwards from -1, and % would keep their sign.
        BalancingName.RoundRobin => (int)((((call + attempt) % nodes) + nodes) % nodes),
        BalancingName.Sticky => (int)Draw.Of(seed, Component, DrawPurpose.Balancing, client).Below(nodes),
        _ => (int)Draw.Of(seed, Component, DrawPurpose.Balancing, call, attempt).Below(nodes),
    };
}
