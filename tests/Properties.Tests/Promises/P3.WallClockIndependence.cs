using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Runners;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P3: with the monitor off, the client's wall clock may read what it likes: nothing on the wire changes.</summary>
internal sealed class WallClockIndependence : WorldProperty
{
    public override string Name => "P3";

    public override string Claim => "With the monitor off, replacing the client's wall clock by any other leaves the wire as it is, byte for byte.";

    public override int SimulationsPerWorld => 2;

    // Losing elapsed time is another fault; both worlds have the same.
    public override Gen<Scenario> Worlds => Swarm.Worlds().Select(world => world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = "false" } }],
    });

    public override IReadOnlyList<RunRequest> Requests(Scenario world, string folder) =>
        [Request(world) with { TraceFile = Path.Combine(folder, "as-it-is") }, Request(Straightened(world)) with { TraceFile = Path.Combine(folder, "exact-wall") }];

    public override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder)
    {
        var difference = Traces.FirstDifference(Traces.Wire(Path.Combine(folder, "as-it-is")), Traces.Wire(Path.Combine(folder, "exact-wall")));
        return difference is not null ? Judgement.Broken("the wall clock changes what is on the wire", difference)
            : results[0].TraceSha256 == results[1].TraceSha256 ? Judgement.Vacuous : Judgement.Held;
    }

    /// <summary>The same world, in which the client's wall clock was never wrong; its elapsed time is as it was.</summary>
    private static Scenario Straightened(Scenario world) => world with
    {
        Clients = world.Clients with { Clock = world.Clients.Clock with { Offset = null } },
        Timeline = [.. world.Timeline.Where(entry => entry.Action is not (JumpAction { Clock: "client" } or StrobeAction { Clock: "client" } or WrongZoneAction { Clock: "client" }))],
    };
}
