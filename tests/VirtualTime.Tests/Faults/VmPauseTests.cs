using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class VmPauseTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan At = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan End = At + Duration;
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    [Fact]
    public void Wall_and_elapsed_stand_still_and_the_machine_runs_nothing()
    {
        ClockModel model = ClockModel.Build([new VmPause(At, Duration)]);

        Assert.Equal(At, model.WallAt(End));
        Assert.Equal(At, model.ElapsedAt(End));
        Assert.False(model.IsSuspendedAt(At - Tick));
        Assert.True(model.IsSuspendedAt(At));
        Assert.True(model.IsSuspendedAt(End - Tick));
        Assert.False(model.IsSuspendedAt(End));
    }

    [Fact]
    public void Uncorrected_the_wall_stays_behind_for_good() =>
        Assert.Equal(-Duration, ClockModel.Build([new VmPause(At, Duration)]).OffsetAt(TimeSpan.FromDays(30)));

    [Fact]
    public void Corrected_the_wall_is_stepped_right_and_elapsed_is_not()
    {
        ClockModel model = ClockModel.Build([new VmPause(At, Duration, Wait)]);

        Assert.Equal(-Duration, model.OffsetAt(End + Wait - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(End + Wait));
        Assert.Equal(At + Wait, model.ElapsedAt(End + Wait));
    }

    [Fact]
    public void A_correction_after_nothing_comes_with_the_first_instant_awake() =>
        Assert.Equal(End, ClockModel.Build([new VmPause(At, Duration, TimeSpan.Zero)]).WallAt(End));

    [Fact]
    public void A_pause_outside_the_world_or_of_negative_length_is_refused()
    {
        var before = Assert.Throws<ArgumentOutOfRangeException>(() => new VmPause(-Tick, Duration));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => new VmPause(At, -Tick));
        var early = Assert.Throws<ArgumentOutOfRangeException>(() => new VmPause(At, Duration, -Tick));

        Assert.Equal("Cannot pause a machine at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", before.Message);
        Assert.Equal("Cannot pause a machine for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", negative.Message);
        Assert.Equal("Cannot leave a paused clock wrong for -00:00:00.0000001; a duration is never negative. (Parameter 'correctedAfter')", early.Message);
    }
}
