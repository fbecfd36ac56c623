using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P3: with the monitor off, the client's wall clock may read what it likes: nothing on the wire changes.</summary>
internal sealed class WallClockIndependence : WorldProperty
{
    public override string Name => "P3";

    public override string Claim => "With the monitor off, replacing the client's wall clock by any other leaves the wire as it is, byte for byte.";

    public override int SimulationsPerWorld => 2;

    // Losing elapsed time is another fault; both worlds have the same.
    public override Gen<Scenario> Worlds => Swarm.Worlds().Select(world => world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = "false" } }],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) =>
        [Request(world) with { TraceFile = Path.Combine(folder, "as-it-is") }, Request(Straightened(world)) with { TraceFile = Path.Combine(folder, "exact-wall") }];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var difference = Traces.FirstDifference(Traces.Wire(Path.Combine(folder, "as-it-is")), Traces.Wire(Path.Combine(folder, "exact-wall")));
        return difference is not null ? Judgement.Broken("the wall clock changes what is on the wire", difference)
            : results[0].TraceSha256 == results[1].TraceSha256 ? Judgement.Vacuous : Judgement.Held;
    }

    /// <summary>The same world, in which the client's wall clock was never wrong; its elapsed time is as it was.</summary>
    private static Scenario Straightened(Scenario world) => world with
    {
        Clients = world.Clients with { Clock = world.Clients.Clock with { Offset = null } },
        Timeline = [.. world.Timeline.Where(entry => entry.Action is not (JumpAction { Clock: "client" } or StrobeAction { Clock: "client" } or WrongZoneAction { Clock: "client" }))],
    };
}

/// <summary>P3, with the monitor on: at most one more token request per forward discontinuity.</summary>
internal sealed class MonitorCostsLittle : WorldProperty
{
    public override string Name => "P3b";

    public override string Claim => "With the monitor on, each forward jump of the wall clock costs one more token request at most.";

    public override int SimulationsPerWorld => 2;

    // Without a margin there is no jitter, which would shift every later renewal.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => With(world, "true") with
    {
        Timeline = [.. Enumerable.Range(0, dice.Count(1, 4)).Select(_ => new TimelineEntry { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new JumpAction { Clock = "client", By = dice.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24)) * dice.One(1, 1, -1) } })],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) => [Request(world), Request(With(world, "false"))];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var forward = world.Timeline.Count(entry => entry.Action is JumpAction { By.Ticks: > 0 }) * world.Clients.Count;
        var (on, off) = (results[0].Metrics.TokenRequests, results[1].Metrics.TokenRequests);
        return forward == 0 ? Judgement.Vacuous
            : Judgement.Require(on <= off + forward, "a forward jump costs more than one token request", $"{on} token requests with the monitor, {off} without, {forward} forward jumps");
    }

    private static Scenario With(Scenario world, string monitor) => world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = monitor, ["margin"] = "00:00:00" } }],
    };
}

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

/// <summary>P11: cancelling some callers never changes another caller's outcome.</summary>
internal sealed class CallersAreIndependent : WorldProperty
{
    public override string Name => "P11";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Callers who give up change nothing for those who wait.";

    public override int SimulationsPerWorld => 2;

    // A slow IdP, so that callers give up while a renewal is under way.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with
    {
        Clients = world.Clients with { Count = 1 },
        Traffic =
        [
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(200, world.Duration), Arrivals = ArrivalsName.Even },
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(200, world.Duration), Arrivals = dice.One(ArrivalsName.Even, ArrivalsName.Poisson), CancelAfter = dice.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)) },
        ],
        Timeline =
        [
            .. world.Timeline,
            new() { At = TimeSpan.Zero, Action = new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Delay = dice.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5)), Times = dice.Count(1, 3) } } },
        ],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) =>
        [Request(world) with { TraceFile = Path.Combine(folder, "some-give-up") }, Request(Patient(world)) with { TraceFile = Path.Combine(folder, "all-wait") }];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        if (results[0].Metrics.Cancelled == 0)
            return Judgement.Vacuous;
        var withCancelling = Traces.Outcomes(Path.Combine(folder, "some-give-up"));
        foreach (var (call, outcome) in Traces.Outcomes(Path.Combine(folder, "all-wait")))
        {
            var other = withCancelling.GetValueOrDefault(call, "none");
            if (other != outcome && other != "cancelled")
                return Judgement.Broken("who waits gets another answer because others gave up", $"call {call} ends in {other} instead of {outcome}");
        }

        return Judgement.Held;
    }

    private static Scenario Patient(Scenario world) => world with { Traffic = [.. world.Traffic.Select(traffic => traffic with { CancelAfter = null })] };
}

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
