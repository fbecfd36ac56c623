using FsCheck;
using SkewLab.FakeIdp.Faults;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

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
