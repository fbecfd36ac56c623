using FsCheck;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Properties.Tests.Worlds;

/// <summary>A kind of fault that a world may leave out.</summary>
internal enum FaultKind
{
    Propagation,
    ServerClocks,
    ClientClock,
    Suspends,
    Losses,
    TokenEndpoint,
    Api,
    Revocations,
    CachedTokens,
    Keys,
    RateLimits,
    Impatience,
}

/// <summary>Worlds in which anything may go wrong. Each leaves out some kinds of faults: what one kind hides, another world shows.</summary>
internal static class Swarm
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Worlds with every kind of fault, each in half of them.</summary>
    public static Gen<Scenario> Worlds() => Worlds(Enum.GetValues<FaultKind>());

    /// <summary>Worlds with some kinds of faults, each in half of them.</summary>
    public static Gen<Scenario> Worlds(params FaultKind[] kinds) => Dice.Worlds(dice =>
    {
        var chosen = kinds.Where(_ => dice.OneIn(2)).ToHashSet();
        return World(dice, chosen.Contains);
    });

    private static Scenario World(Dice dice, Func<FaultKind, bool> has)
    {
        var nodes = dice.Count(1, 4);
        var lifetime = TimeSpan.FromSeconds(dice.Count(1, 1 << dice.Count(3, 11)));
        var duration = lifetime * dice.Count(2, 5);
        var grant = dice.One(GrantName.ClientCredentials, GrantName.RefreshToken);
        return new()
        {
            Lab = 1,
            Name = "generated",
            Seed = (ulong)dice.Count(1, 1_000_000),
            Duration = duration,
            Idp = new()
            {
                Clock = ServerClock(dice, has),
                Tokens = new()
                {
                    Lifetime = lifetime,
                    Format = dice.OneIn(4) && !has(FaultKind.Keys) ? TokenFormat.Opaque : TokenFormat.Jwt,
                    CachedUntil = has(FaultKind.CachedTokens) ? dice.Duration(Tick, lifetime / 2) : null,
                },
                RefreshTokens = new() { Mode = grant == GrantName.RefreshToken ? dice.One(Enum.GetValues<RefreshMode>()) : RefreshMode.Keep },
                RateLimit = has(FaultKind.RateLimits) ? new() { Rate = Rate.Parse($"{dice.Count(1, 60)}/min"), Burst = dice.Count(1, 10) } : null,
                RevokeOnRefresh = grant == GrantName.RefreshToken && has(FaultKind.Revocations) && dice.OneIn(2),
            },
            Api = new()
            {
                Nodes = nodes,
                Balancing = dice.One(Balancing.Random, Balancing.RoundRobin, Balancing.Sticky),
                Node = Enumerable.Range(1, nodes).ToDictionary(number => $"api-{number}", _ => new ApiNodeSection
                {
                    Clock = ServerClock(dice, has),
                    LearnsTokenAfter = has(FaultKind.Propagation) ? Distribution.Uniform(TimeSpan.Zero, dice.Duration(Tick, TimeSpan.FromSeconds(20))) : null,
                    LearnsRevocationAfter = has(FaultKind.Revocations) ? Distribution.Uniform(TimeSpan.Zero, dice.Duration(Tick, TimeSpan.FromSeconds(20))) : null,
                    LearnsKeyAfter = has(FaultKind.Keys) ? Distribution.Uniform(TimeSpan.Zero, dice.Duration(Tick, TimeSpan.FromSeconds(20))) : null,
                }),
            },
            Clients = new()
            {
                Count = dice.OneIn(3) ? 2 : 1,
                Grant = grant,
                Clock = has(FaultKind.ClientClock)
                    ? new() { Offset = Distribution.Constant(dice.EitherSign(Tick, TimeSpan.FromDays(2))), DriftPpb = dice.Count(-2000, 2000) * 1000 }
                    : new(),
            },
            Links = new Dictionary<string, LinkSection> { ["client -> idp"] = Link(dice, has), ["client -> api-*"] = Link(dice, has) },
            Traffic = [Assumptions.Calls(dice, duration, 250) with { CancelAfter = has(FaultKind.Impatience) ? dice.Duration(Tick, TimeSpan.FromSeconds(10)) : null }],
            Timeline = [.. Events(dice, has, duration).OrderBy(entry => entry.At)],
            Strategies = [new() { Name = "skew-aware", Options = Options(dice) }],
        };
    }

    /// <summary>Faults of the token endpoint, a few requests each.</summary>
    public static FaultAction TokenFault(Dice dice)
    {
        var fault = new HttpFault { Path = "/oauth/token", Times = dice.Count(1, 4) };
        fault = dice.Count(0, 5) switch
        {
            0 => fault with { Status = dice.One(500, 502, 503, 504) },
            1 => fault with { Status = dice.One(429, 503), RetryAfter = TimeSpan.FromSeconds(dice.Count(0, 30)), RetryAfterForm = dice.One(RetryAfterForm.Seconds, RetryAfterForm.Date) },
            2 => fault with { Status = 400, Body = """{"error":"invalid_grant"}""" },
            3 => fault with { Status = 200, Body = "<html>Sign in</html>", Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html" } },
            4 => fault with { Delay = dice.Duration(Tick, TimeSpan.FromSeconds(60)) },
            _ => fault with { Drop = dice.One(FaultDrop.Before, FaultDrop.After) },
        };
        return new() { At = "idp", Fault = fault };
    }

    private static IEnumerable<TimelineEntry> Events(Dice dice, Func<FaultKind, bool> has, TimeSpan duration)
    {
        TimeSpan At() => dice.Between(TimeSpan.Zero, duration);
        int Some() => dice.Count(1, 3);

        for (var left = has(FaultKind.ClientClock) ? Some() : 0; left > 0; left--)
            yield return Assumptions.WallStep(dice, duration);
        if (has(FaultKind.Suspends))
            yield return new() { At = At(), Action = new SuspendAction { Clock = dice.One("client", "idp", "api-1"), For = dice.Duration(Tick, duration / 4), ElapsedCounts = dice.OneIn(2), WallStops = dice.OneIn(4) } };
        for (var left = has(FaultKind.Losses) ? Some() : 0; left > 0; left--)
            yield return new() { At = At(), Action = new LoseAction { Link = dice.One("client -> idp", "client -> api-*"), Leg = dice.One(LegName.Request, LegName.Response), Times = dice.Count(1, 4) } };
        for (var left = has(FaultKind.TokenEndpoint) ? Some() : 0; left > 0; left--)
            yield return new() { At = At(), Action = TokenFault(dice) };
        for (var left = has(FaultKind.Api) ? Some() : 0; left > 0; left--)
            yield return new() { At = At(), Action = new FaultAction { At = dice.One("api-1", "api-*"), Fault = new() { Status = dice.One(401, 401, 403, 429, 500, 503), Times = dice.Count(1, 20) } } };
        for (var left = has(FaultKind.Revocations) ? Some() : 0; left > 0; left--)
            yield return new() { At = At(), Action = new RevokeAction { Tokens = dice.One(RevokeTarget.NewestToken, RevokeTarget.AllTokens) } };
        if (has(FaultKind.Keys))
            yield return new() { At = At(), Action = new RotateKeysAction { PublishLead = dice.OrNone(Tick, TimeSpan.FromMinutes(1)), Retire = dice.OrNone(Tick, duration) } };
    }

    private static ClockSection ServerClock(Dice dice, Func<FaultKind, bool> has) => has(FaultKind.ServerClocks)
        ? new() { Offset = Distribution.Constant(dice.EitherSign(Tick, TimeSpan.FromSeconds(30))), DriftPpb = dice.Count(-100, 100) * 1000 }
        : new();

    private static LinkSection Link(Dice dice, Func<FaultKind, bool> has)
    {
        var longest = dice.Duration(Tick, TimeSpan.FromSeconds(1));
        return new()
        {
            OneWay = Distribution.Uniform(longest / 4, longest),
            Timeout = dice.Duration(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(100)),
            Loss = has(FaultKind.Losses) && dice.OneIn(2) ? 0.02 : 0,
        };
    }

    private static Dictionary<string, string> Options(Dice dice)
    {
        var options = new Dictionary<string, string>();
        if (dice.OneIn(2))
            options["margin"] = dice.Duration(Tick, TimeSpan.FromMinutes(5)).ToString("c");
        if (dice.OneIn(2))
            options["maxAddedDelay"] = dice.Duration(Tick, TimeSpan.FromSeconds(30)).ToString("c");
        if (dice.OneIn(2))
            options["maxSends"] = $"{dice.Count(1, 12)}";
        if (dice.OneIn(2))
            options["tokenRequestTimeout"] = dice.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)).ToString("c");
        if (dice.OneIn(4))
            options["detectDiscontinuities"] = "false";
        return options;
    }
}
