using FsCheck;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P12, what the wire shows of it: a refresh token is presented twice only after a lost response, within grace.</summary>
internal sealed class RefreshTokensAreUsedOnce : CheckedPromise
{
    public override string Name => "P12";

    public override string Claim => "A refresh token that was replaced is presented again only after its answer was lost, within the grace.";

    protected override IReadOnlyList<string> Checks => ["refresh-tokens-once"];

    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) =>
    {
        var grace = dice.OrNone(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        return world with
        {
            Clients = world.Clients with { Grant = GrantName.RefreshToken },
            Idp = world.Idp with { RefreshTokens = new() { Mode = dice.One(RefreshMode.Rotate, RefreshMode.RotateDetectReuse), ReuseGrace = grace } },
            Timeline =
            [
                .. world.Timeline.Where(entry => entry.Action is JumpAction),
                .. Enumerable.Range(0, dice.Count(0, 3)).Select(_ => new TimelineEntry { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new LoseAction { Link = "client -> idp", Leg = dice.One(LegName.Request, LegName.Response) } }),
                .. Enumerable.Range(0, dice.Count(0, 2)).Select(_ => new TimelineEntry { At = dice.Between(TimeSpan.Zero, world.Duration), Action = Swarm.TokenFault(dice) }),
            ],
            Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["reuseGrace"] = grace.ToString("c") } }],
        };
    });
}
