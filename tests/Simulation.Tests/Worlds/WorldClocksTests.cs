using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
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

        Assert.Equal(Scenario.DefaultEpoch + 1000 * Second, clock.GetUtcNow());
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
        var (clock, timeline) = Create(machine, new(), timeline: [new() { At = 10 * Second, Action = new JumpAction { Clock = "client", By = 3600 * Second } }]);

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
        var (clock, timeline) = Create("api-7", new(), timeline: [new() { At = 10 * Second, Action = suspend }]);

        timeline.RunUntil(40 * Second);

        Assert.Equal((wall, elapsed), (clock.Wall.TotalSeconds, clock.GetElapsedTime(0).TotalSeconds));
        Assert.True(clock.Model.IsSuspendedAt(29 * Second));
    }

    [Fact]
    public void Each_action_of_the_timeline_is_part_of_the_clock()
    {
        Assert.Equal(-2 * Second, OffsetOf(new() { At = 10 * Second, Action = new SlewAction { Clock = "idp", By = -2 * Second } }, 5000));
        Assert.Equal(2 * Second / 2, OffsetOf(new() { At = 10 * Second, Action = new SlewAction { Clock = "idp", By = 2 * Second, RatePpb = 1_000_000 } }, 1010));
        Assert.Equal(-30 * Second, OffsetOf(new() { At = 10 * Second, Action = new VmPauseAction { Clock = "idp", For = 30 * Second } }, 5000));
        Assert.Equal(TimeSpan.Zero, OffsetOf(new() { At = 10 * Second, Action = new VmPauseAction { Clock = "idp", For = 30 * Second, CorrectedAfter = 60 * Second } }, 100));
        Assert.Equal(3600 * Second, OffsetOf(new() { At = 10 * Second, Action = new StrobeAction { Clock = "idp", By = 3600 * Second, HalfPeriod = 5 * Second, For = 20 * Second } }, 21));
        Assert.Equal(Second / 2, OffsetOf(new() { At = 1000 * Second, Action = new LeapSmearAction { Clock = "idp", Over = 2000 * Second } }, 1000));
        Assert.Equal(-3600 * Second, OffsetOf(new() { At = 10 * Second, Action = new WrongZoneAction { Clock = "idp", By = -3600 * Second } }, 5000));
        Assert.Equal(TimeSpan.Zero, OffsetOf(new() { At = 10 * Second, Action = new WrongZoneAction { Clock = "idp", By = -3600 * Second, For = 60 * Second } }, 70));
    }

    [Fact]
    public void A_time_service_corrects_what_is_wrong_with_the_clock_and_not_what_readers_do()
    {
        var ntp = new ClockSection { Offset = Distribution.Constant(5 * Second), DriftPpb = 50_000, Ntp = new() };

        // 50 ppm of 64 s are 3.2 ms.
        Assert.Equal(TimeSpan.FromMilliseconds(3.2), OffsetOf(new() { At = 10 * Second, Action = new JumpAction { Clock = "idp", By = 3600 * Second } }, 640, ntp));
        Assert.Equal(TimeSpan.FromMilliseconds(3.2), OffsetOf(new() { At = 10 * Second, Action = new VmPauseAction { Clock = "idp", For = 30 * Second } }, 640, ntp));
        Assert.Equal(3600 * Second + TimeSpan.FromMilliseconds(3.2), OffsetOf(new() { At = 10 * Second, Action = new WrongZoneAction { Clock = "idp", By = 3600 * Second } }, 640, ntp));
    }

    [Fact]
    public void A_time_service_polls_and_steps_and_slews_as_it_is_told()
    {
        var ntp = new ClockSection { Offset = Distribution.Constant(Second), Ntp = new() { Poll = 100 * Second, StepThreshold = 2 * Second, SlewRatePpb = 1_000_000 } };

        // 1000 ppm of 100 s are 100 ms.
        Assert.Equal([1000, 900, 0], new[] { 100, 200, 5000 }.Select(second => (int)OffsetOf(new() { At = TimeSpan.Zero, Action = new EndFaultsAction() }, second, ntp).TotalMilliseconds));
    }

    [Theory]
    [InlineData(299, "1970-01-01T00:04:59Z")]
    [InlineData(300, "2030-01-01T00:05:00Z")]
    public void A_dead_battery_begins_in_1970_until_it_is_corrected(int second, string wall)
    {
        var (clock, timeline) = Create("idp", new() { DeadBattery = new() { CorrectedAfter = 300 * Second } });

        timeline.RunUntil(second * Second);

        Assert.Equal(DateTimeOffset.Parse(wall, System.Globalization.CultureInfo.InvariantCulture), clock.GetUtcNow());
    }

    [Fact]
    public void Keys_beside_a_profile_replace_what_it_has_of_them()
    {
        var section = new ClockSection { Profile = "onprem-no-ntp", Offset = Distribution.Constant(7 * Second), DriftPpb = 0, Resolution = Second };

        var model = Create("idp", section).Clock.Model;

        Assert.Equal(7 * Second, model.OffsetAt(TimeSpan.Zero));
        Assert.Equal(7 * Second, model.OffsetAt(100_000 * Second));
        Assert.Equal(Second, model.Resolution);
    }

    [Fact]
    public void Keys_beside_a_profile_leave_the_rest_of_it_alone()
    {
        var profile = Create("idp", new() { Profile = "cloud-vm-migrating" }).Clock.Model;
        var changed = Create("idp", new() { Profile = "cloud-vm-migrating", Offset = Distribution.Constant(5 * Second) }).Clock.Model;

        // The offset is the start's; the profile's time service corrects it. Drift and pauses are the same.
        Assert.Equal(5 * Second, changed.OffsetAt(TimeSpan.Zero));
        Assert.InRange(changed.OffsetAt(100 * Second).Duration(), TimeSpan.Zero, Second / 100);
        Assert.Equal(Enumerable.Range(0, 36_000).Select(tenth => profile.IsSuspendedAt(tenth * Second / 10)), Enumerable.Range(0, 36_000).Select(tenth => changed.IsSuspendedAt(tenth * Second / 10)));
    }

    [Fact]
    public void A_time_service_beside_a_profile_without_one_corrects_it()
    {
        var model = Create("idp", new() { Profile = "onprem-no-ntp", Ntp = new() }).Clock.Model;

        Assert.InRange(model.OffsetAt(TimeSpan.Zero).Duration(), Second, 600 * Second);
        Assert.InRange(model.OffsetAt(128 * Second).Duration(), TimeSpan.Zero, Second / 10);
    }

    private static TimeSpan OffsetOf(TimelineEntry entry, int second, ClockSection? section = null) => Create("idp", section ?? new(), timeline: [entry]).Clock.Model.OffsetAt(second * Second);

    private static (NodeClock Clock, VirtualTimeline Timeline) Create(string machine, ClockSection section, ulong seed = 1, TimelineEntry[]? timeline = null)
    {
        var line = new VirtualTimeline();
        var scenario = TestScenario.Lasting(TimeSpan.FromDays(2)) with { Timeline = timeline ?? [] };
        var plan = new WorldPlan { Scenario = scenario, Strategy = "test", Factory = ActingClient.Plain, Options = new() { Seed = seed } };
        return (new WorldClocks(plan, line).Create(machine, section), line);
    }
}
