using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P17: under A no comparator does better.</summary>
internal sealed class Dominance : WorldProperty
{
    private static readonly string[] Strategies = ["skew-aware", .. StrategyCatalog.All.Select(strategy => strategy.Name).Where(name => name != "skew-aware")];

    public override string Name => "P17";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Under A, in the same world, no comparator surfaces fewer 401s, and token requests are at most twice the best zero-failure comparator's plus one, where tokens are kept for half of their life.";

    public override int SimulationsPerWorld => Strategies.Length;

    // Whoever knows the validator's leeway could use a token for longer, and whoever takes a 401 on the wire can ask for fewer tokens (L11): neither is compared with.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with { Api = world.Api with { Validator = new() { Preset = dice.One("jose", "golang-jwt", "pyjwt") } } });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) => [.. Strategies.Select(strategy => Request(world, strategy))];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var own = results[0].Metrics;
        var best = results.Skip(1).MinBy(result => result.Metrics.Surfaced401)!;
        var flawless = results.Skip(1).Where(result => IsFlawless(result.Metrics)).Select(result => result.Metrics.TokenRequests).DefaultIfEmpty(long.MaxValue / 4).Min();
        var most = KeepsTokensForHalfOfTheirLife(world) ? (2 * flawless) + 1 : long.MaxValue;
        // A comparator without a token surfaces no 401: it throws.
        return Judgement.Require(own.Surfaced401 + own.Exceptions <= best.Metrics.Surfaced401 + best.Metrics.Exceptions, "a comparator surfaces fewer 401s", $"{own.Surfaced401} against {best.Metrics.Surfaced401} of {best.Strategy}")
            .And(Judgement.Require(own.TokenRequests <= most, "a comparator without failures asks for far fewer tokens", $"{own.TokenRequests} token requests against {flawless}"));
    }

    // Short-lived tokens are renewed earlier than that, because allowances and margin are seconds (L11).
    private static bool KeepsTokensForHalfOfTheirLife(Scenario world)
    {
        TimeSpan Option(string name) => TimeSpan.Parse(world.Strategies[0].Options[name], null);
        var lifetime = world.Idp.Tokens.Lifetime;
        var usable = WorldBounds.Usable(lifetime, WorldBounds.Of(world).RoundTrip!.Value, Option("maxAhead"), 500);
        return usable - (WorldBounds.MarginOf(usable, Option("margin")) * 5 / 4) >= lifetime / 2;
    }

    private static bool IsFlawless(WorldMetrics metrics) => metrics is { Wire401: 0, Exceptions: 0 };
}
