using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class StrobeTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    [InlineData(12, 1)]
    [InlineData(13, 0)]
    public void The_wall_changes_sides_after_each_half_period(int second, int hours)
    {
        ClockModel model = ClockModel.Build([new Strobe(10 * Second, Hour, Second, 4 * Second)]);

        Assert.Equal(hours * Hour, model.OffsetAt(second * Second));
        Assert.Equal(hours * Hour, model.OffsetAt((second + 1) * Second - Tick));
        Assert.Equal((second + 1) * Second, model.ElapsedAt((second + 1) * Second));
    }

    [Theory]
    [InlineData(1.0)] // Wrong to the end.
    [InlineData(2.0)]
    [InlineData(2.5)] // Ends in the middle of a wrong half period.
    [InlineData(3.0)]
    public void At_the_end_the_wall_is_right(double seconds)
    {
        ClockModel model = ClockModel.Build([new Strobe(10 * Second, -Hour, Second, seconds * Second)]);

        Assert.Equal(seconds is 2 ? TimeSpan.Zero : -Hour, model.OffsetAt((10 + seconds) * Second - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt((10 + seconds) * Second));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(99 * Second));
    }

    [Fact]
    public void A_strobe_of_no_length_does_nothing() =>
        Assert.Equal(TimeSpan.Zero, ClockModel.Build([new Strobe(Second, Hour, Second, TimeSpan.Zero)]).OffsetAt(Second));

    [Fact]
    public void A_strobe_outside_the_world_without_a_half_period_or_with_too_many_is_refused()
    {
        var before = Assert.Throws<ArgumentOutOfRangeException>(() => new Strobe(-Tick, Hour, Second, Second));
        var still = Assert.Throws<ArgumentOutOfRangeException>(() => new Strobe(Second, Hour, TimeSpan.Zero, Second));
        var backwards = Assert.Throws<ArgumentOutOfRangeException>(() => new Strobe(Second, Hour, Second, -Tick));
        var endless = Assert.Throws<ArgumentOutOfRangeException>(() => new Strobe(TimeSpan.MaxValue - Second, Hour, Second, Second + Tick));
        var many = Assert.Throws<ArgumentOutOfRangeException>(() => new Strobe(Second, Hour, Second, 100_000 * Second + Tick));

        Assert.Equal("Cannot strobe a clock at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", before.Message);
        Assert.Equal("Cannot strobe a clock in half periods of 00:00:00; a step is at least one tick (100 ns). (Parameter 'halfPeriod')", still.Message);
        Assert.Equal("Cannot strobe a clock for -00:00:00.0000001; a duration is never negative. (Parameter 'duration')", backwards.Message);
        Assert.StartsWith(
            "Cannot strobe a clock at 10675199.02:48:04.4775807 for 00:00:01.0000001; virtual time ends at", endless.Message, StringComparison.Ordinal);
        Assert.Equal(
            "Cannot strobe a clock every 00:00:01 for 1.03:46:40.0000001; it would flip 100001 times, and 100000 is the most. (Parameter 'halfPeriod')",
            many.Message);
        Assert.Equal(100_000, new Strobe(Second, Hour, Second, 100_000 * Second).Flips);
    }
}
