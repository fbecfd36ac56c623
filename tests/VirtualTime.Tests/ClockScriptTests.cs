using SkewLab.VirtualTime.Faults;
using SkewLab.VirtualTime.Tests.Generators;

namespace SkewLab.VirtualTime.Tests;

public sealed class ClockScriptTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_slew_of_500_ppm_takes_256_seconds_to_take_back_128_milliseconds()
    {
        // 0.128 s / 0.0005 = 256 s. A slew moves elapsed too: the machine has one oscillator.
        ClockModel model = ClockModel.Build([new Offset(TimeSpan.FromMilliseconds(128)), new RateChange(-500_000, TimeSpan.Zero, TimeSpan.FromSeconds(256))]);

        Assert.Equal(TimeSpan.FromMilliseconds(64), model.OffsetAt(TimeSpan.FromSeconds(128)));
        Assert.Equal(TimeSpan.FromMilliseconds(1), model.OffsetAt(TimeSpan.FromSeconds(254)));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(TimeSpan.FromSeconds(256)));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(TimeSpan.FromSeconds(256) + Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(TimeSpan.FromDays(1)));
        Assert.Equal(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(128), model.ElapsedAt(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_slew_adds_to_the_drift_it_fights_and_ends_at_its_last_tick()
    {
        // Drift +100 ppm, slew -100 ppm between 10 s and 20 s: the offset stands at 1 ms meanwhile, and grows by 0.1 ms a second again afterwards.
        ClockModel model = ClockModel.Build([new Drift(100_000), new RateChange(-100_000, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10))]);

        Assert.Equal(TimeSpan.FromMilliseconds(1), model.OffsetAt(TimeSpan.FromSeconds(10)));
        Assert.Equal(TimeSpan.FromMilliseconds(1), model.OffsetAt(TimeSpan.FromSeconds(20)));
        Assert.Equal(TimeSpan.FromMilliseconds(2), model.OffsetAt(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_rate_that_vanishes_within_a_tick_is_not_lost_over_many()
    {
        // 1 ppb is a tick in 100 s: nothing is seen one tick before, and nothing has been rounded away on the way.
        var script = new ClockScript();
        for (int second = 0; second < 100; second++)
            script.ChangeRate(1, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(1));
        ClockModel model = script.ToModel();

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(TimeSpan.FromSeconds(100) - Tick));
        Assert.Equal(Tick, model.OffsetAt(TimeSpan.FromSeconds(100)));
        Assert.Equal(Tick, model.OffsetAt(TimeSpan.FromDays(300)));
    }

    [Fact]
    public void A_fault_that_reacts_sees_the_faults_listed_before_it_and_not_those_after()
    {
        var correct = new Correct(TimeSpan.FromHours(1));
        var offset = new Offset(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, ClockModel.Build([offset, correct]).OffsetAt(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromSeconds(5), ClockModel.Build([correct, offset]).OffsetAt(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_model_does_not_change_when_its_script_goes_on()
    {
        var script = new ClockScript();
        ClockModel before = script.ToModel();

        script.MoveWall(TimeSpan.Zero, TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, before.OffsetAt(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromHours(1), script.ToModel().OffsetAt(TimeSpan.Zero));
    }

    [Fact]
    public void A_clock_may_crawl_but_neither_stand_still_nor_run_backwards()
    {
        var script = new ClockScript();
        script.ChangeRate(-999_999_999, TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), script.ToModel().ElapsedAt(TimeSpan.FromSeconds(2)));

        script.ChangeRate(-1, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(1));
        var refused = Assert.Throws<InvalidOperationException>(script.ToModel);

        Assert.Equal("Cannot run a clock from 00:01:30; its rates add up to -1000000000 ppb, and at -1000000000 ppb it stands still.", refused.Message);
    }

    [Fact]
    public void A_wall_that_no_time_span_can_hold_is_refused_when_the_clock_is_made()
    {
        var script = new ClockScript();
        script.MoveWall(TimeSpan.Zero, TimeSpan.MaxValue);
        Assert.Equal(TimeSpan.MaxValue, script.ToModel().WallAt(TimeSpan.Zero));

        script.MoveWall(TimeSpan.FromTicks(1), TimeSpan.Zero);
        var refused = Assert.Throws<InvalidOperationException>(script.ToModel);

        Assert.Equal(
            "Cannot run a clock from 00:00:00.0000001; its reading would lie outside -10675199.02:48:05.4775808 to 10675199.02:48:05.4775807.",
            refused.Message);
    }

    [Fact]
    public void Jumps_that_overflow_only_on_the_way_are_added_in_any_order()
    {
        var script = new ClockScript();
        script.MoveWall(TimeSpan.Zero, TimeSpan.MaxValue);
        script.MoveWall(TimeSpan.Zero, TimeSpan.MaxValue);
        script.MoveWall(TimeSpan.Zero, -TimeSpan.MaxValue);

        Assert.Equal(TimeSpan.MaxValue, script.ToModel().WallAt(TimeSpan.Zero));
    }

    [Fact]
    public void A_change_of_rate_outside_the_world_is_refused()
    {
        var script = new ClockScript();

        var before = Assert.Throws<ArgumentOutOfRangeException>(() => script.ChangeRate(1, -Tick));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => script.ChangeRate(1, Tick, -Tick));
        var endless = Assert.Throws<ArgumentOutOfRangeException>(() => script.ChangeRate(1, Tick, TimeSpan.MaxValue));

        Assert.Equal("Cannot change a clock's rate at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'from')", before.Message);
        Assert.Equal("Cannot change a clock's rate for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", negative.Message);
        Assert.Equal(
            "Cannot change a clock's rate at 00:00:00.0000001 for 10675199.02:48:05.4775807; virtual time ends at 10675199.02:48:05.4775807. (Parameter "
                + "'duration')",
            endless.Message);
        Assert.Equal(TimeSpan.FromDays(9), script.ToModel().WallAt(TimeSpan.FromDays(9)));
    }

    [Fact]
    public void A_clock_gains_at_most_the_time_that_passes_and_exactly_what_it_is_told_to()
    {
        var script = new ClockScript();
        script.Gain(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        ClockModel doubled = script.ToModel();

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => script.Gain(TimeSpan.FromSeconds(3.1), TimeSpan.Zero, TimeSpan.FromSeconds(3)));

        Assert.Equal(TimeSpan.FromSeconds(1), doubled.ElapsedAt(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(7), doubled.ElapsedAt(TimeSpan.FromSeconds(4)));
        Assert.Equal(TimeSpan.FromSeconds(3), doubled.OffsetAt(TimeSpan.FromDays(1)));
        Assert.Equal(
            "Cannot correct a clock by 00:00:03.1000000 in 00:00:03; a clock gains or loses no more than the time that passes. (Parameter "
                + "'over')", refused.Message);
    }

    [Fact]
    public void A_correction_outside_the_world_is_refused()
    {
        var script = new ClockScript();

        var before = Assert.Throws<ArgumentOutOfRangeException>(() => script.Gain(Tick, -Tick, Tick));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => script.Gain(Tick, Tick, -Tick));

        Assert.Equal("Cannot correct a clock at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'from')", before.Message);
        Assert.Equal("Cannot correct a clock for -00:00:00.0000001; a duration is never negative. (Parameter 'over')", negative.Message);
    }

    [Fact]
    public void A_script_refuses_by_itself_what_the_faults_refuse_in_its_stead()
    {
        var script = new ClockScript();

        var jump = Assert.Throws<ArgumentOutOfRangeException>(() => script.MoveWall(-Tick, Tick));
        var early = Assert.Throws<ArgumentOutOfRangeException>(() => script.SuspendMachine(-Tick, Tick, elapsedCounts: false, wallStops: false));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => script.SuspendMachine(Tick, -Tick, elapsedCounts: false, wallStops: false));
        var steps = Assert.Throws<ArgumentOutOfRangeException>(() => script.CoarsenReads(TimeSpan.Zero));

        Assert.Equal("Cannot move a wall clock at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", jump.Message);
        Assert.Equal("Cannot suspend a machine at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", early.Message);
        Assert.Equal("Cannot suspend a machine for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", negative.Message);
        Assert.Equal("Cannot read a clock in steps of 00:00:00; a step is at least one tick (100 ns). (Parameter 'resolution')", steps.Message);
    }

    /// <summary>A time service that looks once and sets the wall right, as far as it can see.</summary>
    private sealed record Correct(TimeSpan At) : IClockFault
    {
        public void Apply(ClockScript script) => script.MoveWall(At, -script.ToModel().OffsetAt(At));
    }
}
