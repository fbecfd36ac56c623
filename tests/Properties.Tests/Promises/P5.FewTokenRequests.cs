using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P5: token requests over T are bounded by what the lifetimes, revocations, discontinuities and failures ask for.</summary>
internal sealed class FewTokenRequests : CheckedPromise
{
    public override string Name => "P5";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Token requests are at most one per life less margin and jitter, one more, and one for each revocation, discontinuity and failed refresh.";

    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with
    {
        Timeline =
        [
            .. world.Timeline.Where(entry => entry.Action is JumpAction),
            .. Some(dice, world, () => new() { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } }),
            // No late answers: each shortens the life that is left of its token.
            .. Some(dice, world, () => new() { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Status = dice.One(500, 503), Times = dice.Count(1, 4) } } }),
        ],
    });

    protected override Judgement Numbers(Scenario world, RunResult result)
    {
        var bounds = WorldBounds.Of(world);
        var options = world.Strategies[0].Options;
        // Elapsed time at the slowest: the transit is the longest, and the life the shortest.
        var usable = WorldBounds.Usable(world.Idp.Tokens.Lifetime, bounds.RoundTrip!.Value * 1.001, Time("maxAhead"), 500);
        var period = usable - (WorldBounds.MarginOf(usable, Time("margin")) * 5 / 4);
        var drained = result.VirtualDurationSeconds * 1.001;
        var renewals = (long)Math.Ceiling(drained / period.TotalSeconds) + 1;
        var discontinuities = options["detectDiscontinuities"] == "true" ? world.Timeline.Count(entry => entry.Action is JumpAction { By.Ticks: > 0 }) : 0;
        var most = (world.Clients.Count * (renewals + discontinuities + world.Timeline.Count(entry => entry.Action is RevokeAction))) + result.Metrics.TokenRequestsFailed;
        return Judgement.Require(result.Metrics.TokenRequests <= most, "more tokens were asked for than lifetimes and failures explain", $"{result.Metrics.TokenRequests} token requests, {most} allowed");

        TimeSpan Time(string name) => TimeSpan.Parse(options[name], null);
    }

    private static IEnumerable<TimelineEntry> Some(Dice dice, Scenario world, Func<TimelineEntry> entry) => dice.OneIn(2) ? [] : Enumerable.Range(0, dice.Count(1, 3)).Select(_ => entry());
}
