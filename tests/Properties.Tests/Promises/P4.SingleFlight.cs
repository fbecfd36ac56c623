using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P4: at most one token request in flight per credential, always.</summary>
internal sealed class SingleFlight : CheckedPromise
{
    public override string Name => "P4";

    public override string Claim => "Whatever goes wrong, at most one token request of a client is under way.";

    public override Gen<Scenario> Worlds => Swarm.Worlds();

    protected override Judgement Numbers(Scenario world, RunResult result) => result.Metrics.TokenRequests < 2
        ? Judgement.Vacuous
        : Judgement.Require(result.Metrics.RefreshInFlightMax <= 1, "two token requests were under way at once", $"{result.Metrics.RefreshInFlightMax} at once");
}
