using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class CoarseReadsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(15.625);

    [Fact]
    public void Wall_and_elapsed_are_read_in_steps_while_timers_and_offset_stay_exact()
    {
        ClockModel model = ClockModel.Build([new CoarseReads(Step)]);

        Assert.Equal(Step, model.WallAt(2 * Step - Tick));
        Assert.Equal(2 * Step, model.WallAt(2 * Step));
        Assert.Equal(Step, model.ElapsedAt(2 * Step - Tick));
        Assert.Equal(2 * Step, model.ElapsedAt(2 * Step));
        Assert.Equal(2 * Step - Tick, model.ExactElapsedAt(2 * Step - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(2 * Step - Tick));
        Assert.Equal(2 * Step - Tick, model.ReferenceWhenElapsed(2 * Step - Tick));
    }

    [Fact]
    public void A_wall_before_the_epoch_rounds_down_too()
    {
        ClockModel model = ClockModel.Build([new CoarseReads(Step), new Offset(-Step)]);

        Assert.Equal(-Step, model.WallAt(TimeSpan.Zero));
        Assert.Equal(-Step, model.WallAt(Step - Tick));
        Assert.Equal(TimeSpan.Zero, model.WallAt(Step));
    }

    [Fact]
    public void The_coarsest_of_several_wins_in_either_order()
    {
        IClockFault[] faults = [new CoarseReads(Step), new CoarseReads(TimeSpan.FromSeconds(1))];

        Assert.Equal(TimeSpan.FromSeconds(1), ClockModel.Build(faults).Resolution);
        Assert.Equal(TimeSpan.FromSeconds(1), ClockModel.Build(faults.Reverse()).Resolution);
    }

    [Fact]
    public void A_step_of_nothing_is_refused()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new CoarseReads(TimeSpan.Zero));

        Assert.Equal("Cannot read a clock in steps of 00:00:00; a step is at least one tick (100 ns). (Parameter 'resolution')", refused.Message);
        Assert.Equal(Tick, new CoarseReads(Tick).Resolution);
    }
}
