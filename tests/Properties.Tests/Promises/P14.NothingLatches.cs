using FsCheck;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P14: once the last fault has ended, every call succeeds soon.</summary>
internal sealed class NothingLatches : CheckedPromise
{
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(2);

    public override string Name => "P14";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Within the budget, 2r, P and Db after the last fault every call succeeds: nothing is latched.";

    protected override IReadOnlyList<string> Checks => ["recovers"];

    // A lost answer of an IdP that rotates shuts a client out for good (L7): nobody rotates here. And while the API refuses every token, one that is revoked cannot be told from one that
    // needs time (L4): an API that answers 401 revokes nothing here.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) =>
    {
        var end = world.Duration;
        var revokes = dice.OneIn(2);
        TimeSpan At() => dice.Between(TimeSpan.Zero, end);
        IEnumerable<TimelineEntry> Some(Func<TimelineEntry> make) => dice.OneIn(2) ? [] : Enumerable.Range(0, dice.Count(1, 3)).Select(_ => make());
        return world with
        {
            Duration = end + (Recovery * 2),
            Traffic = [Assumptions.Calls(dice, end + (Recovery * 2), 400)],
            Timeline =
            [
                .. world.Timeline,
                .. Some(() => new() { At = At(), Action = Swarm.TokenFault(dice) }),
                .. Some(() => new() { At = At(), Action = new FaultAction { At = "api-*", Fault = new() { Status = revokes ? dice.One(403, 500, 503) : dice.One(401, 403, 500, 503), Times = dice.Count(1, 40) } } }),
                .. Some(() => new() { At = At(), Action = new LoseAction { Link = dice.One("client -> idp", "client -> api-*"), Leg = dice.One(LegName.Request, LegName.Response), Times = dice.Count(1, 4) } }),
                .. Enumerable.Range(0, revokes ? dice.Count(1, 3) : 0).Select(_ => new TimelineEntry { At = At(), Action = new RevokeAction { Tokens = RevokeTarget.AllTokens } }),
                new() { At = end, Action = new EndFaultsAction() },
            ],
            Strategies =
            [
                world.Strategies[0] with
                {
                    Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["tokenRequestTimeout"] = "00:00:20", ["maxRetryAfter"] = "00:00:30" },
                },
            ],
        };
    });
}
