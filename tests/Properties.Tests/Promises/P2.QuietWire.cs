using FsCheck;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

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
