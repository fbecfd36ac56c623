using SkewLab.FakeIdp;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Scenarios;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>Makes the IdP and the API nodes of a world from its scenario.</summary>
internal static class Nodes
{
}
