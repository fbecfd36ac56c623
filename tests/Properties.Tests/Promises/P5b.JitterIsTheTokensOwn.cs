using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>For P5: jitter is drawn once per token, so when a token is renewed depends on who calls when, and not on how often somebody looked before.</summary>
internal sealed class JitterIsTheTokensOwn : WorldProperty
{
    public override string Name => "P5b";

    public override string Claim => "More calls before a renewal do not change when the token is due for it.";

    public override int SimulationsPerWorld => 2;

    // Nothing but jitter draws here: nobody is refused, and delays do not vary.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with
    {
        Api = new(),
        Idp = new() { Tokens = world.Idp.Tokens },
        Clients = new(),
        Links = world.Links.ToDictionary(link => link.Key, link => link.Value with { OneWay = Distribution.Constant(link.Value.OneWay.Max!.Value) }),
        Timeline = [],
        Traffic =
        [
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(300, world.Duration), Arrivals = ArrivalsName.Even },
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(dice.Count(20, 300), world.Duration) },
        ],
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["margin"] = world.Idp.Tokens.Lifetime.ToString("c") } }],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) =>
    [
        Request(world with { Traffic = [world.Traffic[0]] }) with { TraceFile = Path.Combine(folder, "fewer-calls") },
        Request(world) with { TraceFile = Path.Combine(folder, "more-calls") },
    ];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var fewer = Path.Combine(folder, "fewer-calls");
        if (Traces.InstantsOf(fewer, TokenRequest).Skip(1).ToArray() is not [var renewed, ..] || Traces.InstantsOf(Path.Combine(folder, "more-calls"), TokenRequest).Skip(1).ToArray() is not [var earlier, ..])
            return Judgement.Vacuous;
        // Somebody who called in between saw a token that was due, and did not renew it; or it was not due when others did.
        var missed = Traces.InstantsOf(fewer, " call client-1 ").Where(at => at >= earlier && at < renewed).ToArray();
        return Judgement.Require(earlier <= renewed && missed.Length == 0, "when a token is renewed depends on how often somebody looks", $"renewed at {renewed} s with fewer calls, at {earlier} s with more");
    }

    private const string TokenRequest = " idp POST /oauth/token";
}
