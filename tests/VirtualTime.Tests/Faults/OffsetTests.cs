using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class OffsetTests
{
    [Fact]
    public void A_wall_90_seconds_behind_stays_90_seconds_behind_and_elapsed_is_right()
    {
        ClockModel model = ClockModel.Build([new Offset(TimeSpan.FromSeconds(-90))]);

        Assert.Equal(TimeSpan.FromSeconds(-90), model.WallAt(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(10), model.WallAt(TimeSpan.FromSeconds(100)));
        Assert.Equal(TimeSpan.FromSeconds(-90), model.OffsetAt(TimeSpan.FromDays(30)));
        Assert.Equal(TimeSpan.FromDays(30), model.ElapsedAt(TimeSpan.FromDays(30)));
    }
}
