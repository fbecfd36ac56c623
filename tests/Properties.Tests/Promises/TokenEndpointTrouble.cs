using FsCheck;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
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

/// <summary>P13: <c>Retry-After</c> in both forms, under any skew.</summary>
internal sealed class RetryAfterIsHonoured : CheckedPromise
{
    public override string Name => "P13";

    public override string Claim => "After Retry-After in either form, under any skew, the next token request comes no earlier than the server said less r, and no later than the cap.";

    protected override IReadOnlyList<string> Checks => ["retry-after"];

    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with
    {
        Timeline =
        [
            .. world.Timeline,
            .. Enumerable.Range(0, dice.Count(1, 3)).Select(_ => new TimelineEntry
            {
                At = dice.Between(TimeSpan.Zero, world.Duration),
                Action = new FaultAction
                {
                    At = "idp",
                    Fault = new()
                    {
                        Path = "/oauth/token",
                        Status = dice.One(429, 503),
                        RetryAfter = TimeSpan.FromSeconds(dice.Count(0, 1 << dice.Count(0, 9))),
                        RetryAfterForm = dice.One(RetryAfterForm.Seconds, RetryAfterForm.Date),
                        Times = dice.Count(1, 3),
                    },
                },
            }),
        ],
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["maxRetryAfter"] = dice.OrNone(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)).ToString("c") } }],
    });
}

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
