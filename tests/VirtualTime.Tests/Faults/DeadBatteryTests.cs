using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class DeadBatteryTests
{
    private static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(5);

    [Fact]
    public void The_wall_begins_in_1970_and_goes_on_from_there()
    {
        var timeline = new VirtualTimeline();
        var clock = new NodeClock(timeline, ClockModel.Build([new DeadBattery(Epoch)]), Epoch);

        Assert.Equal(DateTimeOffset.UnixEpoch, clock.GetUtcNow());
        timeline.RunUntil(TimeSpan.FromDays(30));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(30), clock.GetUtcNow());
    }

    [Fact]
    public void Corrected_the_wall_is_right_and_elapsed_never_noticed()
    {
        ClockModel model = ClockModel.Build([new DeadBattery(Epoch, Wait)]);

        Assert.Equal(DateTimeOffset.UnixEpoch - Epoch, model.OffsetAt(Wait - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Wait));
        Assert.Equal(Wait, model.ElapsedAt(Wait));
    }

    [Fact]
    public void A_correction_before_the_world_is_refused() => Assert.Equal(
        "Cannot step a clock out of 1970 at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'correctedAfter')",
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeadBattery(Epoch, -Tick)).Message);
}
