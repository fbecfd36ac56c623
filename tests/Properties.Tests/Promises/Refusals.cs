using SkewLab.FakeIdp.Faults;
using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
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

/// <summary>P8: a 401 on an older generation causes no token request; each generation causes at most one forced refresh.</summary>
internal sealed class OneForcedRefreshPerToken : CheckedPromise
{
    public override string Name => "P8";

    public override string Claim => "A refusal of an older token forces no token request, and each token is replaced by force once at most.";

    protected override IReadOnlyList<string> Checks => ["forced-once"];

    public override Gen<Scenario> Worlds => Refused.Worlds(dice => new() { Status = 401, Times = dice.OneIn(2) ? dice.Count(1, 30) : null }, withRevocations: true);
}

/// <summary>P9: 403, <c>insufficient_scope</c> and a 401 without a Bearer challenge are sent once and cause no token request.</summary>
internal sealed class NotTheToken : CheckedPromise
{
    public override string Name => "P9";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "A 403, insufficient_scope and a 401 without a Bearer challenge: one send, and no token request.";

    protected override IReadOnlyList<string> Checks => ["no-storm"];

    public override Gen<Scenario> Worlds => Refused.Worlds(
        dice => dice.Count(0, 3) switch
        {
            0 => new() { Status = 403 },
            1 => new() { Status = 401, Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "" } },
            2 => new() { Status = 401, Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=api" } },
            _ => new() { Status = dice.One(401, 403), Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"insufficient_scope\"" } },
        },
        // Nothing else may be refused: what a young token is refused for is resent.
        isExact: true);

    protected override Judgement Numbers(Scenario world, RunResult result) =>
        Judgement.Require(result.Metrics.SendsPerRequestMax <= 1, "a call was resent", $"{result.Metrics.SendsPerRequestMax} sends")
            .And(Judgement.Require(result.Checks![0].Cases == 0, "a token request was forced", $"{result.Checks[0].Cases} forced"));
}

/// <summary>Worlds of A in which some nodes refuse.</summary>
internal static class Refused
{
    public static Gen<Scenario> Worlds(Func<Dice, HttpFault> fault, bool withRevocations = false, bool isExact = false) => Assumptions.Worlds((dice, world) =>
    {
        var nodes = Enumerable.Range(1, world.Api.Nodes).Where(_ => dice.OneIn(2)).Select(number => $"api-{number}").DefaultIfEmpty("api-1");
        var at = dice.OneIn(4) ? TimeSpan.Zero : dice.Between(TimeSpan.Zero, world.Duration / 2);
        var one = fault(dice);
        var strategy = world.Strategies[0];
        var options = new Dictionary<string, string>(strategy.Options) { ["detectDiscontinuities"] = "false" };
        if (dice.OneIn(2))
            options["maxSends"] = $"{dice.Count(1, 12)}";
        var revocations = withRevocations ? Enumerable.Range(0, dice.Count(0, 4)).Select(_ => new TimelineEntry { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } }) : [];
        return world with
        {
            Timeline = [.. world.Timeline, .. nodes.Select(node => new TimelineEntry { At = at, Action = new FaultAction { At = node, Fault = one } }), .. revocations],
            Strategies = [strategy with { Options = options }],
            Api = isExact ? new() { Nodes = world.Api.Nodes, Balancing = world.Api.Balancing } : world.Api,
            Idp = isExact ? world.Idp with { Clock = new() } : world.Idp,
        };
    });
}
