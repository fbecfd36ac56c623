using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P6: a permanent 401 on any subset of nodes causes no storm, and each call keeps within its budget.</summary>
internal sealed class NoStormOfRefreshes : CheckedPromise
{
    public override string Name => "P6";

    public override string Claim => "Under a permanent 401 on any subset of nodes two token requests are forced, then one per 30 s; a call's sends and delay stay within its budget.";

    protected override IReadOnlyList<string> Checks => ["no-storm"];

    public override Gen<Scenario> Worlds => Refused.Worlds(dice => new() { Status = 401 });

    protected override Judgement Numbers(Scenario world, RunResult result)
    {
        var sends = int.Parse(world.Strategies[0].Options.GetValueOrDefault("maxSends", "8"), null);
        var delay = TimeSpan.Parse(world.Strategies[0].Options["maxAddedDelay"], null);
        // Before the first 401, which begins the budget, a call may wait for a token and makes one round trip; a clock that is 500 ppm slow stretches all of it.
        var most = ((WorldBounds.Of(world).RoundTrip!.Value * 2) + delay) * 1.001;
        return Judgement.Require(result.Metrics.SendsPerRequestMax <= sends, "a call was sent more often than its budget allows", $"{result.Metrics.SendsPerRequestMax} sends, {sends} allowed")
            .And(Judgement.Require(result.Metrics.AddedLatencyMs.Max <= most.TotalMilliseconds + 1, "a call was delayed beyond its budget", $"{result.Metrics.AddedLatencyMs.Max} ms, {most} allowed"));
    }
}
