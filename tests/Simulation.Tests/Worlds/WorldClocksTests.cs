using SkewLab.Simulation.Scenarios;
using SkewLab.Simulation.Tests.Support;
using SkewLab.Simulation.Worlds;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class WorldClocksTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_clock_that_nothing_is_said_of_is_right()
    {
        var (clock, timeline) = Create("idp", new());

        timeline.RunUntil(1000 * Second);

        Assert.Equal(WorldPlan.DefaultEpoch + 1000 * Second, clock.GetUtcNow());
        Assert.Equal(1000 * Second, clock.GetElapsedTime(0));
    }

    [Fact]
    public void Offset_drift_and_resolution_add_up()
    {
        var (clock, timeline) = Create("idp", new() { Offset = Distribution.Constant(-90 * Second), DriftPpb = 50_000, Resolution = Second });

        timeline.RunUntil(100_000 * Second);

        // 50 ppm of 100,000 s are 5 s.
        Assert.Equal(100_000 * Second - 90 * Second + 5 * Second, clock.Wall);
        timeline.RunUntil(100_000.5 * Second);
        Assert.Equal(TimeSpan.Zero, TimeSpan.FromTicks(clock.Wall.Ticks % TimeSpan.TicksPerSecond));
    }

    [Fact]
    public void Offsets_are_drawn_once_per_machine_and_seed()
    {
        var section = new ClockSection { Offset = Distribution.Parse("uniform(-1h, 1h)") };

        var offsets = new[] { ("api-1", 1UL), ("api-1", 1UL), ("api-2", 1UL), ("api-1", 2UL) }.Select(machine => Create(machine.Item1, section, machine.Item2).Clock.Offset).ToArray();

        Assert.Equal(offsets[0], offsets[1]);
        Assert.Equal(3, offsets.Distinct().Count());
    }

    [Theory]
    [InlineData("client-2", 9.9999999, 0)]
    [InlineData("client-2", 10, 3600)]
    [InlineData("client-1", 10, 3600)]
    [InlineData("idp", 10, 0)]
    public void A_jump_reaches_the_machines_it_names_at_its_instant(string machine, double at, double offset)
    {
        var (clock, timeline) = Create(machine, new(), timeline: [new() { At = 10 * Second, Jump = new() { Clock = "client", By = 3600 * Second } }]);

        timeline.RunUntil(TimeSpan.FromTicks((long)Math.Round(at * TimeSpan.TicksPerSecond)));

        Assert.Equal(TimeSpan.FromSeconds(offset), clock.Offset);
    }

    [Theory]
    [InlineData(false, false, 40, 20)]
    [InlineData(true, false, 40, 40)]
    [InlineData(false, true, 20, 20)]
    public void A_suspension_stops_what_the_scenario_says(bool elapsedCounts, bool wallStops, double wall, double elapsed)
    {
        var suspend = new SuspendAction { Clock = "api-*", For = 20 * Second, ElapsedCounts = elapsedCounts, WallStops = wallStops };
        var (clock, timeline) = Create("api-7", new(), timeline: [new() { At = 10 * Second, Suspend = suspend }]);

        timeline.RunUntil(40 * Second);

        Assert.Equal((wall, elapsed), (clock.Wall.TotalSeconds, clock.GetElapsedTime(0).TotalSeconds));
        Assert.True(clock.Model.IsSuspendedAt(29 * Second));
    }

    private static (NodeClock Clock, VirtualTimeline Timeline) Create(string machine, ClockSection section, ulong seed = 1, TimelineEntry[]? timeline = null)
    {
        var line = new VirtualTimeline();
        var scenario = TestScenario.Lasting(TimeSpan.FromDays(2)) with { Timeline = timeline ?? [] };
        var plan = new WorldPlan { Scenario = scenario, Strategy = "test", Factory = ActingClient.Plain, Seed = seed };
        return (new WorldClocks(plan, line).Create(machine, section), line);
    }
}
