using System.Diagnostics;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Simulation.Network;

/// <summary>Chooses the API node for a request: a pure function of client, call and attempt, so every strategy meets the same nodes.</summary>
/// <param name="balancing">The rule.</param>
/// <param name="nodes">How many API nodes there are.</param>
/// <param name="seed">The world's seed.</param>
public sealed class Balancer(Balancing balancing, int nodes, ulong seed)
{
    private static readonly ulong Component = StableHash.Of("balancing");

    /// <summary>Chooses a node.</summary>
    /// <returns>Its index, from 0.</returns>
    public int Choose(int client, long call, int attempt) => balancing switch
    {
        // Requests that no call asked for are counted downwards from -1, and % would keep their sign.
        Balancing.RoundRobin => (int)((((call + attempt) % nodes) + nodes) % nodes),
        Balancing.Sticky => (int)Draw.Of(seed, Component, DrawPurpose.Balancing, client).Below(nodes),
        Balancing.Random => (int)Draw.Of(seed, Component, DrawPurpose.Balancing, call, attempt).Below(nodes),
        _ => throw new UnreachableException($"No balancing {balancing}."),
    };
}
