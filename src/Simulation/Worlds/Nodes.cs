using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Simulation.Network;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>Makes the IdP and the API nodes of a world from its scenario.</summary>
/// <param name="plan">The world.</param>
/// <param name="clocks">Makes clocks.</param>
/// <param name="timeline">The world's time line; propagation is measured on it.</param>
internal sealed class Nodes(WorldPlan plan, WorldClocks clocks, VirtualTimeline timeline)
{
    /// <summary>Makes the IdP.</summary>
    public Machine CreateIdp()
    {
        var section = plan.Scenario.Idp;
        var clock = clocks.Create(MachineNames.Idp, section.Clock);
        return new(MachineNames.Idp, new IdpNode(MachineNames.Idp, clock, Reference(), ServerSettings.SettingsOf(section) with { Seed = plan.Seed }) { RateLimiter = LimiterOf(section.RateLimit) }, clock);
    }

    /// <summary>Makes the API nodes, api-1 first.</summary>
    public IReadOnlyList<Machine> CreateApi(Machine idp)
    {
        // One for all nodes: a client's requests count wherever the balancer sends them.
        var limiter = LimiterOf(plan.Scenario.Api.RateLimit);
        return [.. Enumerable.Range(0, plan.Scenario.Api.Nodes).Select(index => CreateApi(MachineNames.Api(index), (IdpNode)idp.Node, limiter))];
    }

    private NodeClock Reference() => new(timeline, ClockModel.Perfect, plan.Options.Epoch);

    private RateLimiter? LimiterOf(RateLimitSection? section) => section is null ? null
        : new(Reference(), ServerSettings.LimitOf(section)) { RetryAfterForm = section.RetryAfterForm };

    private Machine CreateApi(string name, IdpNode idp, RateLimiter? limiter)
    {
        var section = plan.Scenario.Api.NodeCalled(name);
        var clock = clocks.Create(name, section.Clock ?? new());
        var settings = ServerSettings.SettingsOf(plan.Scenario.Api, section) with { VerifySignatures = plan.Options.VerifyEverySignature ? VerifySignatures.Always : VerifySignatures.OncePerToken };
        return new(name, new ApiNode(name, clock, idp, settings, new DrawnPropagation(section, plan.Seed)) { RateLimiter = limiter }, clock);
    }
}
