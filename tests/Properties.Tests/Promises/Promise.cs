using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>A promise that one run and the runner's checks decide, and perhaps some numbers.</summary>
internal abstract class CheckedPromise : WorldProperty
{
    public sealed override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder) =>
        Numbers(world, results[0]).And(Of(results[0].Checks ?? []));

    /// <summary>What the numbers must say beside the checks: nothing, by default.</summary>
    protected virtual Judgement Numbers(Scenario world, RunResult result) => Judgement.Vacuous;
}

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

/// <summary>P2: under A, without revocations, a warm client gets no 401 even on the wire.</summary>
internal sealed class QuietWire : CheckedPromise
{
    public override string Name => "P2";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Under A, without revocations, a warm client gets no 401 even on the wire.";

    protected override IReadOnlyList<string> Checks => ["warm-wire"];

    // An answer may also be late, which r does not speak of: the token it brings is as old as its request.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) =>
    {
        var quiet = Unsuspecting.Of(world);
        var latest = TimeSpan.FromTicks(Math.Min(world.Idp.Tokens.Lifetime.Ticks / 8, TimeSpan.FromSeconds(20).Ticks));
        return dice.OneIn(2) ? quiet : quiet with
        {
            Timeline =
            [
                .. quiet.Timeline,
                new() { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Delay = dice.Duration(latest / 20, latest), Times = dice.Count(1, 3) } } },
            ],
        };
    });
}

/// <summary>
/// A step of the wall looks like a suspend (docs/results.md, L6): a client that looks for jumps gives up the tokens that a suspend of that length would have outlasted, and with them what makes it warm.
/// So where the wall is stepped, it does not look.
/// </summary>
internal static class Unsuspecting
{
    public static Scenario Of(Scenario world) => world.Timeline.All(entry => entry.Action is RevokeAction) ? world : world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = "false" } }],
    };
}

/// <summary>P4: at most one token request in flight per credential, always.</summary>
internal sealed class SingleFlight : CheckedPromise
{
    public override string Name => "P4";

    public override string Claim => "Whatever goes wrong, at most one token request of a client is under way.";

    public override Gen<Scenario> Worlds => Swarm.Worlds();

    protected override Judgement Numbers(Scenario world, RunResult result) => result.Metrics.TokenRequests < 2
        ? Judgement.Vacuous
        : Judgement.Require(result.Metrics.RefreshInFlightMax <= 1, "two token requests were under way at once", $"{result.Metrics.RefreshInFlightMax} at once");
}

/// <summary>P7: no request leaves with a token beyond its hard limit while a newer one is there.</summary>
internal sealed class NothingDeadIsSent : CheckedPromise
{
    public override string Name => "P7";

    public override string Claim => "No request leaves with a token beyond its hard limit once a renewal has succeeded.";

    protected override IReadOnlyList<string> Checks => ["usable-tokens"];

    // A token from a cache has two lives: what is left at the first answer, and at the next.
    public override Gen<Scenario> Worlds => Swarm.Worlds([.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.CachedTokens)]);
}
