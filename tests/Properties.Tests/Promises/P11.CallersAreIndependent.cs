using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P11: cancelling some callers never changes another caller's outcome.</summary>
internal sealed class CallersAreIndependent : WorldProperty
{
    public override string Name => "P11";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "Callers who give up change nothing for those who wait.";

    public override int SimulationsPerWorld => 2;

    // A slow IdP, so that callers give up while a renewal is under way.
    public override Gen<Scenario> Worlds => Assumptions.Worlds((dice, world) => world with
    {
        Clients = world.Clients with { Count = 1 },
        Traffic =
        [
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(200, world.Duration), Arrivals = ArrivalsName.Even },
            new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Assumptions.RateOf(200, world.Duration), Arrivals = dice.One(ArrivalsName.Even, ArrivalsName.Poisson), CancelAfter = dice.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)) },
        ],
        Timeline =
        [
            .. world.Timeline,
            new() { At = TimeSpan.Zero, Action = new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Delay = dice.Duration(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(5)), Times = dice.Count(1, 3) } } },
        ],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) =>
        [Request(world) with { TraceFile = Path.Combine(folder, "some-give-up") }, Request(Patient(world)) with { TraceFile = Path.Combine(folder, "all-wait") }];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        if (results[0].Metrics.Cancelled == 0)
            return Judgement.Vacuous;
        var withCancelling = Traces.Outcomes(Path.Combine(folder, "some-give-up"));
        foreach (var (call, outcome) in Traces.Outcomes(Path.Combine(folder, "all-wait")))
        {
            var other = withCancelling.GetValueOrDefault(call, "none");
            if (other != outcome && other != "cancelled")
                return Judgement.Broken("who waits gets another answer because others gave up", $"call {call} ends in {other} instead of {outcome}");
        }

        return Judgement.Held;
    }

    private static Scenario Patient(Scenario world) => world with { Traffic = [.. world.Traffic.Select(traffic => traffic with { CancelAfter = null })] };
}
