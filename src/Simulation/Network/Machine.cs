using SkewLab.FakeIdp.Nodes;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Network;

/// <summary>A node of the fake IdP or API on its clock.</summary>
/// <param name="Name">As scenarios name it: <c>idp</c>, <c>api-3</c>.</param>
/// <param name="Node">What answers requests.</param>
/// <param name="Clock">Its clock.</param>
public sealed record Machine(string Name, LabNode Node, NodeClock Clock);
