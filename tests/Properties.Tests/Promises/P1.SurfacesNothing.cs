using FsCheck;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P1: under A, with revocations far enough apart, no 401 reaches the caller, cold start included.</summary>
internal sealed class SurfacesNothing : CheckedPromise
{
    public override string Name => "P1";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Under A, with any revocations apart, no 401 and no exception reaches a caller, cold start included.";

    protected override IReadOnlyList<string> Checks => ["absorbs"];

    // Twice the propagation delay between revocations would do, but for the limiter (two forced renewals, then one per 30 s), which asks for more: both are given.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => dice.OneIn(2) ? world : world with
    {
        Timeline = [.. world.Timeline, .. Revocations(dice, world.Duration)],
        // Several callers who meet one token at once, the first of all above all.
        Traffic = [.. world.Traffic, new() { Executor = ExecutorName.ConstantVus, Vus = dice.Count(2, 6), Pause = world.Duration / dice.Count(4, 40) }],
    });

    private static IEnumerable<TimelineEntry> Revocations(Dice dice, TimeSpan duration)
    {
        // 2P is 6 s at most. With several clients each revocation takes one token away, or all.
        var apart = TimeSpan.FromSeconds(31);
        for (var at = dice.Between(TimeSpan.Zero, apart); at <= duration; at += apart + dice.Duration(apart, apart * 8))
            yield return new() { At = at, Action = new RevokeAction { Tokens = dice.One(RevokeTarget.NewestToken, RevokeTarget.AllTokens) } };
    }
}
