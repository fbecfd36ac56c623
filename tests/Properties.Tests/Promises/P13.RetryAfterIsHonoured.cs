using FsCheck;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

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
