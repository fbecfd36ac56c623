using SkewLab.FakeIdp.InProcess;
using SkewLab.Simulation.History;
using SkewLab.Simulation.Soundness;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Network;

/// <summary>The nodes of a world and what joins them.</summary>
public sealed record WorldNetwork
{
    /// <value>Where the IdP answers.</value>
    public static readonly Uri IdpAddress = new("https://idp.skewlab.test/");

    /// <value>Where the API answers, whichever node it is.</value>
    public static readonly Uri ApiAddress = new("https://api.skewlab.test/");

    /// <value>Where the IdP gives tokens.</value>
    public static readonly Uri TokenEndpoint = new(IdpAddress, "/oauth/token");

    /// <value>The world's time line.</value>
    public required VirtualTimeline Timeline { get; init; }

    /// <value>Where events go.</value>
    public required WorldHistory History { get; init; }

    /// <value>The process's fake IdP and API application.</value>
    public required InProcessHost Host { get; init; }

    /// <value>The IdP.</value>
    public required Machine Idp { get; init; }

    /// <value>The API nodes, api-1 first.</value>
    public required IReadOnlyList<Machine> Api { get; init; }

    /// <value>Chooses the API node.</value>
    public required Balancer Balancer { get; init; }

    /// <value>Notices code that runs outside the pump.</value>
    public required PumpGuard Guard { get; init; }
}
