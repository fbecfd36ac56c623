using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests;

public sealed class ClockModelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void A_clock_cannot_be_read_before_the_world_begins()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => ClockModel.Perfect.WallAt(-Tick));

        Assert.Equal("Cannot read a clock at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'reference')", refused.Message);
        Assert.Equal(TimeSpan.Zero, ClockModel.Perfect.WallAt(TimeSpan.Zero));
    }

    [Fact]
    public void A_reading_too_large_for_a_time_span_throws_instead_of_wrapping()
    {
        ClockModel ahead = ClockModel.Build([new Offset(Tick)]);
        ClockModel fast = ClockModel.Build([new Drift(1)]);

        Assert.Equal(TimeSpan.MaxValue, ahead.WallAt(TimeSpan.MaxValue - Tick));
        Assert.Throws<OverflowException>(() => ahead.WallAt(TimeSpan.MaxValue));
        Assert.Throws<OverflowException>(() => fast.ElapsedAt(TimeSpan.MaxValue));

        // The earliest wall of all is no whole number of seconds, so rounding it down leaves the range.
        ClockModel earliest = ClockModel.Build([new Offset(TimeSpan.MinValue), new CoarseReads(TimeSpan.FromSeconds(1))]);
        Assert.Throws<OverflowException>(() => earliest.WallAt(TimeSpan.Zero));
    }

    [Fact]
    public void An_elapsed_reading_beyond_the_end_of_time_throws_instead_of_wrapping()
    {
        ClockModel slow = ClockModel.Build([new Drift(-1)]);

        Assert.Equal(TimeSpan.MaxValue, ClockModel.Perfect.ReferenceWhenElapsed(TimeSpan.MaxValue));
        Assert.Throws<OverflowException>(() => slow.ReferenceWhenElapsed(TimeSpan.MaxValue));

        // A tick of sleep puts the last reading a tick beyond the end.
        ClockModel sleeper = ClockModel.Build([new Suspend(Tick, Tick)]);
        Assert.Equal(TimeSpan.MaxValue, sleeper.ReferenceWhenElapsed(TimeSpan.MaxValue - Tick));
        Assert.Throws<OverflowException>(() => sleeper.ReferenceWhenElapsed(TimeSpan.MaxValue));
    }

    [Fact]
    public void A_machine_that_begins_asleep_has_reached_no_reading_until_it_wakes()
    {
        ClockModel model = ClockModel.Build([new Suspend(TimeSpan.Zero, TimeSpan.FromSeconds(3))]);

        Assert.Equal(TimeSpan.FromSeconds(3), model.ReferenceWhenElapsed(-Tick));
        Assert.Equal(TimeSpan.FromSeconds(3), model.ReferenceWhenElapsed(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(3) + Tick, model.ReferenceWhenElapsed(Tick));
    }

    [Fact]
    public void A_missing_fault_is_refused()
    {
        Assert.Throws<ArgumentNullException>("faults", () => ClockModel.Build(null!));
        Assert.Throws<ArgumentNullException>("faults", () => ClockModel.Build([new Drift(1), null!]));
    }
}
