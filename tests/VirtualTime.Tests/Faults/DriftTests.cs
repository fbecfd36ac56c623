using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class DriftTests
{
    [Theory]
    [InlineData(50_000, 4_320)] // 50 ppm of 86,400 s is 4.32 s.
    [InlineData(-50_000, -4_320)]
    [InlineData(Drift.MaxPpb, 8_640_000)]
    [InlineData(-Drift.MaxPpb, -8_640_000)]
    public void A_day_of_drift_moves_wall_and_elapsed_alike(int ppb, int milliseconds)
    {
        ClockModel model = ClockModel.Build([new Drift(ppb)]);

        TimeSpan expected = TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(milliseconds);
        Assert.Equal(expected, model.WallAt(TimeSpan.FromDays(1)));
        Assert.Equal(expected, model.ElapsedAt(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_slow_clock_is_a_tick_behind_from_the_first_tick_on()
    {
        // Readings round down: after one tick, a clock slow by 1 ppb has not counted it yet.
        ClockModel model = ClockModel.Build([new Drift(-1)]);

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromTicks(-1), model.OffsetAt(TimeSpan.FromTicks(1)));
        Assert.Equal(TimeSpan.FromTicks(-1), model.OffsetAt(TimeSpan.FromSeconds(100)));
        Assert.Equal(TimeSpan.FromTicks(-2), model.OffsetAt(TimeSpan.FromSeconds(100) + TimeSpan.FromTicks(1)));
    }

    [Theory]
    [InlineData(Drift.MaxPpb + 1, "Cannot drift by 100000001 ppb; a drift lies between -100000000 and 100000000 ppb (100,000 ppm). (Parameter 'ppb')")]
    [InlineData(-Drift.MaxPpb - 1, "Cannot drift by -100000001 ppb; a drift lies between -100000000 and 100000000 ppb (100,000 ppm). (Parameter 'ppb')")]
    public void More_than_100_000_ppm_is_refused(int ppb, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(() => new Drift(ppb)).Message);
}
