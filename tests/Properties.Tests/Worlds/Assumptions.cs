using FsCheck;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Checks;

namespace SkewLab.Properties.Tests.Worlds;

/// <summary>The assumptions A of the client's promises, as a generator: the parameters are drawn, the world keeps within them, and the client's options are set to them.</summary>
/// <remarks>
/// A = { |client offset| up to 24 h, any wall steps, |drift| up to 500 ppm, API offsets within [-Db, +Da] of the IdP, propagation up to P, round trip up to r,
/// ttl of 2 (P + Da + Db + r + 1 s) or more, retry budget P + Db + 2r, hold-down P + Db, maxAhead Da, margin P + Da + Db + r + 1 s; no loss, no faults, no key rotation }.
/// </remarks>
internal sealed record Assumptions
{
    private const int MostCalls = 600;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public required TimeSpan P { get; init; }

    public required TimeSpan Da { get; init; }

    public required TimeSpan Db { get; init; }

    public required TimeSpan OneWay { get; init; }

    public required TimeSpan Lifetime { get; init; }

    public TimeSpan R => OneWay * 2;

    /// <summary>Draws parameters. A quarter of each kind of error is left out.</summary>
    public static Assumptions Draw(Dice dice)
    {
        var (p, da, db) = (dice.OrNone(Tick, TimeSpan.FromSeconds(3)), dice.OrNone(Tick, TimeSpan.FromSeconds(5)), dice.OrNone(Tick, TimeSpan.FromSeconds(5)));
        // Where a round trip takes about as long as propagation, a token grows up while its refusal is on the way.
        var oneWay = dice.OneIn(3) && p > Tick * 100 ? p / dice.Count(2, 8) : dice.Duration(Tick, TimeSpan.FromMilliseconds(400));
        var least = (p + da + db + (oneWay * 2) + TimeSpan.FromSeconds(1)) * 2;
        var lifetime = TimeSpan.FromSeconds(Math.Ceiling(least.TotalSeconds)) + TimeSpan.FromSeconds(dice.Count(0, 1 << dice.Count(0, 11)));
        return new() { P = p, Da = da, Db = db, OneWay = oneWay, Lifetime = lifetime };
    }

    /// <summary>Worlds of A.</summary>
    public static Gen<Scenario> Worlds(Func<Dice, Scenario, Scenario>? change = null) => Dice.Worlds(dice =>
    {
        var world = Draw(dice).World(dice);
        return change is null ? world : change(dice, world);
    });

    /// <summary>Whether a world is one of A: its errors are within what its strategy's options allow for.</summary>
    public static bool Hold(Scenario world)
    {
        var bounds = WorldBounds.Of(world);
        var options = world.Strategies[0].Options;
        TimeSpan Option(string name) => TimeSpan.Parse(options[name], null);
        var needed = bounds.Propagation + bounds.Ahead + bounds.Behind + bounds.RoundTrip + TimeSpan.FromSeconds(1);
        return world.Idp.Tokens.Lifetime >= needed * 2
            && Option("maxAhead") >= bounds.Ahead
            && Option("holdDown") >= bounds.Propagation + bounds.Behind
            && Option("maxAddedDelay") >= bounds.Propagation + bounds.Behind + (bounds.RoundTrip * 2);
    }

    /// <summary>A world within the parameters.</summary>
    public Scenario World(Dice dice)
    {
        var nodes = dice.Count(1, 4);
        var idpOffset = dice.EitherSign(Tick, TimeSpan.FromHours(1));
        var duration = Lifetime * dice.Count(2, 6);
        return new()
        {
            Lab = 1,
            Name = "generated",
            Seed = (ulong)dice.Count(1, 1_000_000),
            Duration = duration,
            Idp = new()
            {
                Clock = Offset(idpOffset) ?? new(),
                Tokens = new() { Lifetime = Lifetime, Format = dice.OneIn(4) ? TokenFormat.Opaque : TokenFormat.Jwt, NotBefore = !dice.OneIn(4) },
            },
            Api = new()
            {
                Nodes = nodes,
                Balancing = dice.One(Balancing.Random, Balancing.RoundRobin, Balancing.Sticky),
                Validator = new() { Preset = dice.One([.. ValidatorPreset.All.Select(preset => preset.Name)]) },
                Node = Enumerable.Range(1, nodes).ToDictionary(number => $"api-{number}", _ => Node(dice, idpOffset)),
            },
            Clients = new()
            {
                Count = dice.OneIn(3) ? 2 : 1,
                Grant = dice.One(GrantName.ClientCredentials, GrantName.RefreshToken),
                Clock = new() { Offset = Distribution.Constant(dice.EitherSign(Tick, TimeSpan.FromHours(24))), DriftPpb = dice.Count(-500, 500) * 1000 },
            },
            Links = new Dictionary<string, LinkSection> { ["client -> idp"] = Link(dice), ["client -> api-*"] = Link(dice) },
            Traffic = [Calls(dice, duration, MostCalls / 2)],
            Timeline = dice.OneIn(2) ? [] : [.. Enumerable.Range(0, dice.Count(1, 4)).Select(_ => WallStep(dice, duration))],
            Strategies = [new() { Name = "skew-aware", Options = Options(dice) }],
        };
    }

    /// <summary>Calls over the whole world, few enough for a simulation of milliseconds.</summary>
    public static TrafficSection Calls(Dice dice, TimeSpan duration, int most)
    {
        var count = dice.Count(most / 8, most);
        return dice.OneIn(3)
            ? new() { Executor = ExecutorName.ConstantVus, Vus = dice.Count(1, 4), Pause = TimeSpan.FromMilliseconds(Math.Ceiling((duration / count).TotalMilliseconds)) * 3 }
            : new() { Executor = ExecutorName.ConstantArrivalRate, Rate = RateOf(count, duration), Arrivals = dice.One(ArrivalsName.Poisson, ArrivalsName.Even) };
    }

    /// <summary>About <paramref name="count"/> events in <paramref name="duration"/>.</summary>
    public static Rate RateOf(int count, TimeSpan duration)
    {
        var perHour = Math.Clamp((int)(count * (TimeSpan.TicksPerHour / (double)duration.Ticks)), 1, Rate.MaxCount);
        return Rate.Parse(string.Create(null, $"{perHour}/h"));
    }

    /// <summary>Something that is done to the client's wall clock, and not to its elapsed time.</summary>
    public static TimelineEntry WallStep(Dice dice, TimeSpan duration)
    {
        var at = dice.Between(TimeSpan.Zero, duration);
        return dice.Count(0, 5) switch
        {
            0 => new() { At = at, Action = new StrobeAction { Clock = "client", By = dice.Duration(Tick, TimeSpan.FromHours(24)), HalfPeriod = duration / 20, For = duration / 4 } },
            1 => new() { At = at, Action = new WrongZoneAction { Clock = "client", By = TimeSpan.FromMinutes(15 * dice.Count(-48, 48)), For = dice.Duration(Tick, duration) } },
            _ => new() { At = at, Action = new JumpAction { Clock = "client", By = dice.Duration(Tick, TimeSpan.FromHours(24)) * dice.One(1, -1) } },
        };
    }

    private static ClockSection? Offset(TimeSpan by) => by == TimeSpan.Zero ? null : new() { Offset = Distribution.Constant(by) };

    private ApiNodeSection Node(Dice dice, TimeSpan idpOffset) => new()
    {
        // The bounds themselves, often: that is where a promise breaks.
        Clock = Offset(idpOffset + dice.One(Da, -Db, TimeSpan.Zero, Da / 2, -Db / 2)),
        LearnsTokenAfter = P == TimeSpan.Zero ? null : dice.One(Distribution.Constant(P), Distribution.Uniform(TimeSpan.Zero, P), Distribution.Constant(TimeSpan.Zero)),
    };

    private LinkSection Link(Dice dice) => new() { OneWay = dice.One(Distribution.Constant(OneWay), Distribution.Uniform(OneWay / 4, OneWay)) };

    private Dictionary<string, string> Options(Dice dice)
    {
        var margin = P + Da + Db + R + TimeSpan.FromSeconds(1);
        var options = new Dictionary<string, string>
        {
            ["maxAhead"] = Text(Da),
            ["margin"] = Text(margin + dice.OrNone(Tick, TimeSpan.FromMinutes(1))),
            ["holdDown"] = Text(P + Db),
            ["maxHoldDown"] = Text(P + Db + dice.OrNone(Tick, TimeSpan.FromSeconds(2))),
            ["maxAddedDelay"] = Text(P + Db + (R * 2)),
            ["detectDiscontinuities"] = dice.OneIn(2) ? "true" : "false",
        };
        return options;
    }

    private static string Text(TimeSpan time) => time.ToString("c");
}
