using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P3, with the monitor on: at most one more token request per forward discontinuity.</summary>
internal sealed class MonitorCostsLittle : WorldProperty
{
    public override string Name => "P3b";

    public override string Claim => "With the monitor on, each forward jump of the wall clock costs one more token request at most.";

    public override int SimulationsPerWorld => 2;

    // Without a margin there is no jitter, which would shift every later renewal.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => With(world, "true") with
    {
        Timeline = [.. Enumerable.Range(0, dice.Count(1, 4)).Select(_ => new TimelineEntry { At = dice.Between(TimeSpan.Zero, world.Duration), Action = new JumpAction { Clock = "client", By = dice.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24)) * dice.One(1, 1, -1) } })],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) => [Request(world), Request(With(world, "false"))];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var forward = world.Timeline.Count(entry => entry.Action is JumpAction { By.Ticks: > 0 }) * world.Clients.Count;
        var (on, off) = (results[0].Metrics.TokenRequests, results[1].Metrics.TokenRequests);
        return forward == 0 ? Judgement.Vacuous
            : Judgement.Require(on <= off + forward, "a forward jump costs more than one token request", $"{on} token requests with the monitor, {off} without, {forward} forward jumps");
    }

    private static Scenario With(Scenario world, string monitor) => world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = monitor, ["margin"] = "00:00:00" } }],
    };
}
