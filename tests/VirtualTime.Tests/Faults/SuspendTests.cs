using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class SuspendTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan At = TimeSpan.FromHours(8);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan End = At + Duration;

    [Fact]
    public void The_machine_sleeps_from_the_first_instant_to_the_tick_before_the_end()
    {
        ClockModel model = ClockModel.Build([new Suspend(At, Duration)]);

        Assert.False(model.IsSuspendedAt(At - Tick));
        Assert.True(model.IsSuspendedAt(At));
        Assert.True(model.IsSuspendedAt(End - Tick));
        Assert.False(model.IsSuspendedAt(End));
        Assert.Equal(At - Tick, model.AwakeAt(At - Tick));
        Assert.Equal(End, model.AwakeAt(At));
        Assert.Equal(End, model.AwakeAt(End));
    }

    [Fact]
    public void Elapsed_stands_still_and_the_wall_goes_on_unless_told_otherwise()
    {
        ClockModel model = ClockModel.Build([new Suspend(At, Duration)]);

        Assert.Equal(At, model.ElapsedAt(At));
        Assert.Equal(At, model.ElapsedAt(End));
        Assert.Equal(At + Tick, model.ElapsedAt(End + Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(End));
    }

    [Fact]
    public void Elapsed_that_counts_sleep_is_right_when_the_machine_wakes()
    {
        ClockModel model = ClockModel.Build([new Suspend(At, Duration, elapsedCounts: true)]);

        Assert.Equal(End, model.ElapsedAt(End));
        Assert.Equal(End, model.ReferenceWhenElapsed(At + Tick));
        Assert.Equal(End + Tick, model.ReferenceWhenElapsed(End + Tick));
    }

    [Fact]
    public void A_wall_that_stops_stays_behind_by_the_length_of_the_sleep()
    {
        ClockModel model = ClockModel.Build([new Suspend(At, Duration, wallStops: true)]);

        Assert.Equal(At, model.WallAt(At));
        Assert.Equal(At, model.WallAt(End));
        Assert.Equal(TimeSpan.FromMinutes(-20), model.OffsetAt(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Sleeps_that_overlap_or_touch_are_one_and_what_one_of_them_stops_stands_still()
    {
        // Asleep 08:00 to 08:30; the first sleep counts, the second, from 08:10, does not: elapsed gains 10 of the 30 minutes.
        ClockModel model = ClockModel.Build(
            [
                new Suspend(At, Duration, elapsedCounts: true),
                new Suspend(At + TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)),
                new Suspend(End, TimeSpan.FromMinutes(10)),
            ]);

        Assert.Equal(End + TimeSpan.FromMinutes(10), model.AwakeAt(At));
        Assert.True(model.IsSuspendedAt(End));
        Assert.Equal(At + TimeSpan.FromMinutes(10), model.ElapsedAt(End + TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void A_jump_during_sleep_shows_when_the_machine_wakes()
    {
        ClockModel model = ClockModel.Build([new Suspend(At, Duration, wallStops: true), new Jump(At + Tick, Duration)]);

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(End));
    }

    [Fact]
    public void A_sleep_outside_the_world_or_of_negative_length_is_refused()
    {
        var before = Assert.Throws<ArgumentOutOfRangeException>(() => new Suspend(-Tick, Duration));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => new Suspend(At, -Tick));
        var endless = Assert.Throws<ArgumentOutOfRangeException>(() => new Suspend(At, TimeSpan.MaxValue - At + Tick));

        Assert.Equal("Cannot suspend a machine at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", before.Message);
        Assert.Equal("Cannot suspend a machine for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", negative.Message);
        Assert.StartsWith(
            "Cannot suspend a machine at 08:00:00 for 10675198.18:48:05.4775808; virtual time ends at", endless.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.MaxValue - At, new Suspend(At, TimeSpan.MaxValue - At).Duration);
    }
}
