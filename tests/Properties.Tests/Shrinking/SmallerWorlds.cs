using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts;

namespace SkewLab.Properties.Tests.Shrinking;

/// <summary>The worlds that are one step simpler, the largest steps first: events, nodes and clients, faults, the horizon, magnitudes. The strategy's options stay: they are the promise's terms.</summary>
internal static class SmallerWorlds
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    /// <summary>Candidates, lazily.</summary>
    public static IEnumerable<Scenario> Of(Scenario world) =>
        [.. Events(world), .. Population(world), .. Faults(world), .. Horizon(world), .. Magnitudes(world)];

    /// <summary>Whether a candidate is a scenario at all: a part may be needed by another.</summary>
    public static bool IsValid(Scenario world) => ScenarioFile.Parse(ScenarioWriter.Write(world, LabVocabulary.Value), "smaller.yaml", LabVocabulary.Value).Scenario is not null;

    private static IEnumerable<Scenario> Events(Scenario world)
    {
        var count = world.Timeline.Count;
        if (count > 2)
        {
            yield return world with { Timeline = [.. world.Timeline.Take(count / 2)] };
            yield return world with { Timeline = [.. world.Timeline.Skip(count / 2)] };
        }

        for (var index = 0; index < count; index++)
            yield return world with { Timeline = [.. world.Timeline.Where((_, other) => other != index)] };
    }

    private static IEnumerable<Scenario> Population(Scenario world)
    {
        for (var nodes = 1; nodes < world.Api.Nodes; nodes++)
            yield return world with { Api = WithNodes(world.Api, nodes) };
        if (world.Clients.Count > 1)
            yield return world with { Clients = world.Clients with { Count = 1, Share = null } };
        for (var index = 0; world.Traffic.Count > 1 && index < world.Traffic.Count; index++)
            yield return world with { Traffic = [.. world.Traffic.Where((_, other) => other != index)] };
        foreach (var (traffic, index) in world.Traffic.Select((traffic, index) => (traffic, index)))
        {
            if (traffic.Vus > 1)
                yield return With(world, index, traffic with { Vus = 1 });
            if (traffic.Rate is { Count: > 1 } rate)
                yield return With(world, index, traffic with { Rate = Rate.Parse($"{rate.Count / 2}/{rate.ToString().Split('/')[1]}") });
            if (traffic.Arrivals != ArrivalsName.Even && traffic.Executor == ExecutorName.ConstantArrivalRate)
                yield return With(world, index, traffic with { Arrivals = ArrivalsName.Even });
        }
    }

    private static IEnumerable<Scenario> Faults(Scenario world)
    {
        foreach (var (name, node) in world.Api.Node)
        {
            yield return WithNode(world, name, new());
            if (node is { LearnsTokenAfter: not null, Clock: not null })
                yield return WithNode(world, name, node with { LearnsTokenAfter = null });
            if (node is { LearnsTokenAfter: not null, Clock: not null })
                yield return WithNode(world, name, node with { Clock = null });
        }

        Scenario[] simpler =
        [
            WithExactServers(world),
            world with { Idp = world.Idp with { Clock = new() } },
            world with { Idp = world.Idp with { RateLimit = null } },
            world with { Idp = world.Idp with { RevokeOnRefresh = false } },
            world with { Idp = world.Idp with { Tokens = world.Idp.Tokens with { CachedUntil = null } } },
            world with { Idp = world.Idp with { Tokens = world.Idp.Tokens with { Format = TokenFormat.Jwt, NotBefore = true } } },
            world with { Idp = world.Idp with { RefreshTokens = new() } },
            world with { Idp = world.Idp with { RefreshTokens = new() }, Clients = world.Clients with { Grant = MayLoseRefreshTokens(world) ? GrantName.ClientCredentials : world.Clients.Grant } },
            world with { Clients = world.Clients with { Clock = new() } },
            world with { Clients = world.Clients with { Clock = world.Clients.Clock with { DriftPpb = null } } },
            world with { Clients = world.Clients with { Clock = world.Clients.Clock with { Offset = null } } },
            world with { Api = world.Api with { Validator = new() } },
            world with { Api = world.Api with { Balancing = Balancing.RoundRobin } },
            world with { Links = world.Links.ToDictionary(link => link.Key, link => link.Value with { Loss = 0, RequestLoss = 0, ResponseLoss = 0 }) },
            world with { Links = world.Links.ToDictionary(link => link.Key, link => link.Value with { OneWay = Distribution.Constant(link.Value.OneWay.Max ?? Grain) }) },
        ];
        var now = Text(world);
        foreach (var candidate in simpler.Where(candidate => Text(candidate) != now))
            yield return candidate;
    }

    private static IEnumerable<Scenario> Horizon(Scenario world)
    {
        foreach (var share in new[] { 2, 4 })
        {
            var duration = Whole(world.Duration - (world.Duration / share));
            if (duration < world.Duration)
                yield return world with { Duration = duration, Timeline = [.. world.Timeline.Where(entry => entry.At <= duration)] };
        }
    }

    private static IEnumerable<Scenario> Magnitudes(Scenario world)
    {
        foreach (var (name, node) in world.Api.Node)
        {
            foreach (var learns in Less(node.LearnsTokenAfter))
                yield return WithNode(world, name, node with { LearnsTokenAfter = learns });
            foreach (var offset in Less(node.Clock?.Offset))
                yield return WithNode(world, name, node with { Clock = node.Clock! with { Offset = offset } });
        }

        foreach (var offset in Less(world.Clients.Clock.Offset))
            yield return world with { Clients = world.Clients with { Clock = world.Clients.Clock with { Offset = offset } } };
        foreach (var offset in Less(world.Idp.Clock.Offset))
            yield return world with { Idp = world.Idp with { Clock = world.Idp.Clock with { Offset = offset } } };
        foreach (var (name, link) in world.Links)
        {
            foreach (var oneWay in Less(link.OneWay))
                yield return world with { Links = world.Links.ToDictionary(other => other.Key, other => other.Key == name ? link with { OneWay = oneWay } : other.Value) };
        }

        for (var index = 0; index < world.Timeline.Count; index++)
        {
            foreach (var less in Less(world.Timeline[index]))
                yield return With(world, index, less);
        }
    }

    private static IEnumerable<TimelineEntry> Less(TimelineEntry entry) => entry switch
    {
        { Action: JumpAction jump } => Less(Distribution.Constant(jump.By)).Select(by => entry with { Action = jump with { By = by.ConstantValue!.Value } }),
        { Action: SuspendAction suspend } => Less(Distribution.Constant(suspend.For)).Select(length => entry with { Action = suspend with { For = length.ConstantValue!.Value } }),
        { Action: FaultAction { Fault.Times: > 1 } action } => [entry with { Action = action with { Fault = action.Fault with { Times = action.Fault.Times / 2 } } }],
        { Action: FaultAction { Fault.Delay.Ticks: > 0 } action } => Less(Distribution.Constant(action.Fault.Delay)).Select(delay => entry with { Action = action with { Fault = action.Fault with { Delay = delay.ConstantValue!.Value } } }),
        _ => [],
    };

    /// <summary>Bisection: half of it, or it less a quarter, an eighth, a sixteenth, to the millisecond. The next round goes on from whichever still fails.</summary>
    private static IEnumerable<Distribution> Less(Distribution? distribution)
    {
        if (distribution is { ConstantValue: null, Max: { } most })
            return [Distribution.Constant(most)];
        if (distribution?.ConstantValue is not { } value)
            return [];
        return new[] { 2, 4, 8, 16 }.Select(share => Milliseconds(value - (value / share))).Where(less => less != value && less != TimeSpan.Zero).Distinct().Select(Distribution.Constant);
    }

    // A client that is told of a reuse grace has refresh tokens.
    private static bool MayLoseRefreshTokens(Scenario world) => world.Strategies.All(strategy => !strategy.Options.ContainsKey("reuseGrace"));

    private static ApiSection WithNodes(ApiSection api, int nodes) =>
        api with { Nodes = nodes, Node = api.Node.Where(node => int.Parse(node.Key[4..], null) <= nodes).ToDictionary(node => node.Key, node => node.Value) };

    private static Scenario WithNode(Scenario world, string name, ApiNodeSection section) =>
        world with
        {
            Api = world.Api with
            {
                Node = world.Api.Node
                    .Select(node => (node.Key, Value: node.Key == name ? section : node.Value))
                    .Where(node => node.Value != new ApiNodeSection())
                    .ToDictionary(node => node.Key, node => node.Value),
            },
        };

    // Together: a node alone put right would be far from an IdP that is wrong.
    private static Scenario WithExactServers(Scenario world) =>
        world.Api.Node.Keys.Aggregate(world with { Idp = world.Idp with { Clock = new() } }, (exact, name) => WithNode(exact, name, world.Api.Node[name] with { Clock = null }));

    private static Scenario With(Scenario world, int index, TrafficSection section) => world with { Traffic = [.. world.Traffic.Select((traffic, other) => other == index ? section : traffic)] };

    private static Scenario With(Scenario world, int index, TimelineEntry changed) => world with { Timeline = [.. world.Timeline.Select((entry, other) => other == index ? changed : entry)] };

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(time.TotalSeconds)));

    private static TimeSpan Milliseconds(TimeSpan time) => TimeSpan.FromTicks(time.Ticks / Grain.Ticks * Grain.Ticks);

    private static string Text(Scenario world) => ScenarioWriter.Write(world, LabVocabulary.Value);
}
