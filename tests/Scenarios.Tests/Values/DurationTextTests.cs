using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Values;

public class DurationTextTests
{
    [Theory]
    [InlineData("0s", 0)]
    [InlineData("800ms", 8_000_000)]
    [InlineData("+2ms", 20_000)]
    [InlineData("-90s", -900_000_000)]
    [InlineData("1m30s", 900_000_000)]
    [InlineData("1h30m", 54_000_000_000)]
    [InlineData("1.5s", 15_000_000)]
    [InlineData("30d", 25_920_000_000_000)]
    [InlineData("0.1us", 1)]
    [InlineData("1d2h3m4s5ms6.7us", 937_840_050_067)]
    public void A_duration_is_read_exactly(string text, long ticks) => Assert.Equal(ticks, DurationText.Parse(text).Ticks);

    [Theory]
    [InlineData("90", "'90' has no unit; write '90s' or '1m30s'.")]
    [InlineData("-90", "'-90' has no unit; write '-90s' or '-1m30s'.")]
    [InlineData("60", "'60' has no unit; write '60s' or '60ms'.")]
    [InlineData("119", "'119' has no unit; write '119s' or '1m59s'.")]
    [InlineData("120", "'120' has no unit; write '120s' or '120ms'.")]
    [InlineData("5", "'5' has no unit; write '5s' or '5ms'.")]
    [InlineData("1.5", "'1.5' has no unit; write '1.5s' or '1.5ms'.")]
    [InlineData("", "'' is not a duration; write it as '90s' or '1m30s'.")]
    [InlineData("soon", "'soon' is not a duration; write it as '90s' or '1m30s'.")]
    [InlineData("1.s", "'1.s' is not a duration; write it as '90s' or '1m30s'.")]
    [InlineData("--1s", "'--1s' is not a duration; write it as '90s' or '1m30s'.")]
    [InlineData("1m-30s", "'1m-30s' is not a duration; write it as '90s' or '1m30s'.")]
    [InlineData("5min", "'5min' has the unknown unit 'min'; the units are d, h, m, s, ms and us, as in '1m30s'.")]
    [InlineData("5 s", "'5 s' has the unknown unit ' s'; the units are d, h, m, s, ms and us, as in '1m30s'.")]
    [InlineData("30m1h", "'30m1h' has its units out of order; write the larger unit first and each unit once, as in '1h30m'.")]
    [InlineData("1h1h", "'1h1h' has its units out of order; write the larger unit first and each unit once, as in '1h30m'.")]
    [InlineData("0.01us", "'0.01us' is finer than a tick of 100 ns; write '0.1us' or more.")]
    [InlineData("10675200d", "'10675200d' is longer than the longest duration, 10675199d.")]
    [InlineData("999999999999999d", "'999999999999999d' is longer than the longest duration, 10675199d.")]
    public void What_is_no_duration_is_refused_with_the_rule(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => DurationText.Parse(text)).Message);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(900_000_000, "1m30s")]
    [InlineData(-15_000_000, "-1.5s")]
    [InlineData(8_000_000, "800ms")]
    [InlineData(1, "0.1us")]
    [InlineData(1_296_000_000_000, "1d12h")]
    [InlineData(36_000_000_001, "1h0.1us")]
    public void A_duration_is_written_with_the_largest_units(long ticks, string text) => Assert.Equal(text, DurationText.Format(TimeSpan.FromTicks(ticks)));

    [Property(Arbitrary = [typeof(Durations)], MaxTest = 2000, QuietOnSuccess = true)]
    public bool Every_duration_is_read_back_as_it_was_written(TimeSpan duration) => DurationText.Parse(DurationText.Format(duration)) == duration;

    public static class Durations
    {
        private static readonly Gen<long> Edges = Gen.Elements(long.MinValue + 1, long.MaxValue, 0, 1, -1, TimeSpan.TicksPerMillisecond - 1, TimeSpan.TicksPerSecond + 1);

        private static readonly Gen<long> Scaled =
            from magnitude in Gen.Choose(0, 62)
            from high in Gen.Choose(int.MinValue, int.MaxValue)
            from low in Gen.Choose(int.MinValue, int.MaxValue)
            select (((long)high << 32) ^ low) >> magnitude;

        public static Arbitrary<TimeSpan> Cases() => Gen.OneOf(Edges, Scaled).Where(ticks => ticks != long.MinValue).Select(TimeSpan.FromTicks).ToArbitrary();
    }
}
