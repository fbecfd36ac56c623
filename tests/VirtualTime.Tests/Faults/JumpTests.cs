using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class JumpTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan At = TimeSpan.FromHours(6);

    [Fact]
    public void The_wall_jumps_at_the_instant_and_not_a_tick_before()
    {
        ClockModel model = ClockModel.Build([new Jump(At, TimeSpan.FromHours(-1))]);

        Assert.Equal(TimeSpan.FromHours(6) - Tick, model.WallAt(At - Tick));
        Assert.Equal(TimeSpan.FromHours(5), model.WallAt(At));
        Assert.Equal(TimeSpan.FromHours(5) + Tick, model.WallAt(At + Tick));
        Assert.Equal(At, model.ElapsedAt(At));
    }

    [Fact]
    public void Jumps_at_one_instant_add_up()
    {
        ClockModel model = ClockModel.Build([new Jump(At, TimeSpan.FromHours(-1)), new Jump(At, TimeSpan.FromMinutes(5))]);

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(At - Tick));
        Assert.Equal(TimeSpan.FromMinutes(-55), model.OffsetAt(At));
    }

    [Fact]
    public void A_jump_before_the_world_begins_is_refused()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new Jump(TimeSpan.FromSeconds(-1), TimeSpan.Zero));

        Assert.Equal("Cannot jump a clock at -00:00:01; virtual time begins at 00:00:00. (Parameter 'at')", refused.Message);
        Assert.Equal(TimeSpan.Zero, new Jump(TimeSpan.Zero, Tick).At);
    }
}
