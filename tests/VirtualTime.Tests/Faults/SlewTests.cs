using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class SlewTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_second_takes_2000_seconds_at_500_ppm_and_moves_wall_and_elapsed(int by)
    {
        var slew = new Slew(Second, by * Second);
        ClockModel model = ClockModel.Build([slew]);

        Assert.Equal(2000 * Second, slew.Duration);
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Second));
        Assert.Equal(by * Second / 2, model.OffsetAt(1001 * Second));
        Assert.Equal(by * Second, model.OffsetAt(2001 * Second));
        Assert.Equal(by * Second, model.OffsetAt(9999 * Second));
        Assert.Equal(9999 * Second + by * Second, model.ElapsedAt(9999 * Second));
    }

    [Property(Arbitrary = [typeof(Corrections)], QuietOnSuccess = true)]
    public void An_amount_the_rate_does_not_divide_is_gained_exactly_and_never_faster_than_the_rate(Correction correction)
    {
        var (by, rate) = correction;
        var slew = new Slew(Second, TimeSpan.FromTicks(by), rate);
        ClockModel model = ClockModel.Build([slew]);

        Assert.Equal(TimeSpan.FromTicks(by), model.OffsetAt(Second + slew.Duration));
        Int128 longest = Int128.Abs(by) * 1_000_000_000;
        Assert.True((Int128)slew.Duration.Ticks * rate >= longest && (Int128)(slew.Duration.Ticks - 1) * rate < longest);
    }

    [Fact]
    public void A_slew_adds_to_the_drift()
    {
        // 50 ppm of 2000 s are 100 ms.
        ClockModel model = ClockModel.Build([new Drift(50_000), new Slew(TimeSpan.Zero, Second)]);

        Assert.Equal(1.1 * Second, model.OffsetAt(2000 * Second));
    }

    [Fact]
    public void What_falls_into_a_stop_of_the_wall_is_not_corrected()
    {
        ClockModel model = ClockModel.Build([new Slew(TimeSpan.Zero, Second), new Suspend(500 * Second, 1000 * Second, wallStops: true)]);

        Assert.Equal(-1000 * Second + Second / 2, model.OffsetAt(2000 * Second));
    }

    [Fact]
    public void Nothing_is_corrected_by_nothing() => Assert.Equal(TimeSpan.Zero, ClockModel.Build([new Slew(Second, TimeSpan.Zero)]).OffsetAt(2 * Second));

    [Theory]
    [InlineData(0)]
    [InlineData(Slew.MaxRatePpb + 1)]
    public void A_rate_of_nothing_or_beyond_100_000_ppm_is_refused(int rate) => Assert.Equal(
        $"Cannot slew at {rate} ppb; a slew rate lies between 1 and 100000000 ppb (100,000 ppm). (Parameter 'ratePpb')",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Slew(Second, Second, rate)).Message);

    [Fact]
    public void A_rate_of_100_000_ppm_is_the_fastest() =>
        Assert.Equal(Second, ClockModel.Build([new Slew(Second, Second, Slew.MaxRatePpb)]).OffsetAt(11 * Second));

    [Fact]
    public void A_slew_outside_the_world_is_refused()
    {
        var before = Assert.Throws<ArgumentOutOfRangeException>(() => new Slew(-Tick, Second));
        var endless = Assert.Throws<ArgumentOutOfRangeException>(() => new Slew(Tick, TimeSpan.MaxValue, 1));

        Assert.Equal("Cannot slew a clock at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'at')", before.Message);
        Assert.Equal(Second, new Slew(TimeSpan.Zero, Second).By);
        Assert.StartsWith(
            "Cannot slew a clock at 00:00:00.0000001 for 10675199.02:48:05.4775807; virtual time ends at", endless.Message, StringComparison.Ordinal);
    }

    public sealed record Correction(int Ticks, int RatePpb);

    public static class Corrections
    {
        public static Arbitrary<Correction> Cases() =>
            (from ticks in Gen.Choose(int.MinValue, int.MaxValue) from rate in Gen.Choose(1, Slew.MaxRatePpb) select new Correction(ticks, rate)).ToArbitrary();
    }
}
