using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class WrongZoneTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan At = TimeSpan.FromHours(2);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void The_wall_is_wrong_from_the_instant_for_good()
    {
        ClockModel model = ClockModel.Build([new WrongZone(At, -Hour)]);

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(At - Tick));
        Assert.Equal(-Hour, model.OffsetAt(At));
        Assert.Equal(-Hour, model.OffsetAt(TimeSpan.FromDays(300)));
        Assert.Equal(At + Hour, model.ElapsedAt(At + Hour));
    }

    [Fact]
    public void An_error_that_ends_leaves_the_wall_right()
    {
        ClockModel model = ClockModel.Build([new WrongZone(At, Hour, Hour)]);

        Assert.Equal(Hour, model.OffsetAt(At + Hour - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(At + Hour));
    }

    [Theory]
    [InlineData(15 * 60, true)]
    [InlineData(-45 * 60, true)]
    [InlineData(14 * 3600, true)]
    [InlineData(-14 * 3600, true)]
    [InlineData(20 * 60, false)]
    [InlineData(1, false)]
    [InlineData(14 * 3600 + 15 * 60, false)]
    [InlineData(-14 * 3600 - 15 * 60, false)]
    public void Zones_differ_by_quarters_of_an_hour_up_to_14_hours(int seconds, bool isZone)
    {
        TimeSpan by = TimeSpan.FromSeconds(seconds);

        var refused = Record.Exception(() => new WrongZone(At, by));

        Assert.Equal(
            isZone ? null : $"Cannot be in a zone wrong by {by}; zones differ by multiples of 00:15:00, up to 14:00:00. (Parameter 'by')", refused?.Message);
    }

    [Fact]
    public void A_wrong_zone_outside_the_world_is_refused()
    {
        var before = Assert.Throws<ArgumentOutOfRangeException>(() => new WrongZone(-Tick, Hour));
        var negative = Assert.Throws<ArgumentOutOfRangeException>(() => new WrongZone(At, Hour, -Tick));

        Assert.Equal("Cannot take a wrong zone at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", before.Message);
        Assert.Equal("Cannot take a wrong zone for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", negative.Message);
    }
}
