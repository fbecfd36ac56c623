using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Tests.Metrics;

public sealed class LatencyBucketsTests
{
    [Fact]
    public void Without_a_call_every_percentile_is_zero()
    {
        var summary = new LatencyBuckets().Summarise();

        Assert.Equal(new LatencySummary(), summary);
    }

    [Fact]
    public void One_call_is_every_percentile()
    {
        var summary = Of(TimeSpan.FromMilliseconds(20)).Summarise();

        Assert.Equal(new LatencySummary { P50 = 20, P95 = 20, P99 = 20, Max = 20 }, summary);
    }

    [Fact]
    public void Percentiles_of_one_to_a_hundred_are_their_own_rank_within_a_bucket()
    {
        var summary = Of([.. Enumerable.Range(1, 100).Select(number => TimeSpan.FromMilliseconds(number))]).Summarise();

        // A bucket is 1/32 wide, and a value is its bucket's upper end.
        Assert.InRange(summary.P50, 50, 50 * 33 / 32.0);
        Assert.InRange(summary.P95, 95, 95 * 33 / 32.0);
        Assert.InRange(summary.P99, 99, 100);
        Assert.Equal(100, summary.Max);
    }

    [Theory]
    [InlineData(19, 1, 5)] // 95 of 100 calls took no time at all: the smallest value that 95 % do not exceed is zero.
    [InlineData(18, 2, 5)]
    public void A_percentile_is_the_smallest_value_that_its_share_of_the_calls_does_not_exceed(int instant, int slow, int milliseconds)
    {
        var durations = Enumerable.Repeat(TimeSpan.Zero, instant).Concat(Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds), slow));

        var summary = Of([.. durations]).Summarise();

        Assert.Equal(0, summary.P50);
        Assert.Equal(slow == 1 ? 0 : 5, summary.P95);
        Assert.Equal(5, summary.P99);
    }

    [Fact]
    public void Up_to_63_ticks_the_median_is_exact()
    {
        var medians = Enumerable.Range(0, 64).Select(ticks => Of(TimeSpan.FromTicks(ticks), TimeSpan.FromTicks(1000)).Summarise().P50 * TimeSpan.TicksPerMillisecond);

        Assert.Equal(Enumerable.Range(0, 64).Select(ticks => (double)ticks), medians.Select(median => Math.Round(median)));
    }

    [Theory]
    [InlineData(63, 63)]
    [InlineData(64, 65)] // From here on two ticks share a bucket.
    [InlineData(65, 65)]
    [InlineData(66, 67)]
    [InlineData(127, 127)]
    [InlineData(128, 131)]
    public void Buckets_widen_with_each_doubling(long ticks, double median)
    {
        var summary = Of(TimeSpan.FromTicks(ticks), TimeSpan.FromTicks(1000)).Summarise();

        Assert.Equal(median, Math.Round(summary.P50 * TimeSpan.TicksPerMillisecond));
    }

    [Property(Arbitrary = [typeof(Times)], MaxTest = 2000, EndSize = int.MaxValue, QuietOnSuccess = true)]
    public bool A_percentile_is_never_below_the_value_and_at_most_a_32nd_above(TimeSpan time)
    {
        // The larger one is there only so that the median is not cut off at the maximum.
        var median = Of(time, TimeSpan.MaxValue).Summarise().P50;
        var exact = (double)time.Ticks / TimeSpan.TicksPerMillisecond;
        return median >= exact && median <= exact * 33 / 32;
    }

    [Property(QuietOnSuccess = true)]
    public bool The_maximum_is_exact_and_no_percentile_exceeds_it(NonEmptyArray<NonNegativeInt> values)
    {
        var summary = Of([.. values.Get.Select(value => TimeSpan.FromTicks(value.Get * 1_000_003L))]).Summarise();
        var max = (double)(values.Get.Max(value => value.Get) * 1_000_003L) / TimeSpan.TicksPerMillisecond;
        return summary.Max == max && summary.P50 <= summary.P95 && summary.P95 <= summary.P99 && summary.P99 <= max;
    }

    [Fact]
    public void The_longest_time_there_is_has_a_bucket()
    {
        var summary = Of(TimeSpan.MaxValue).Summarise();

        Assert.Equal(summary.Max, summary.P50);
    }

    private static LatencyBuckets Of(params TimeSpan[] durations)
    {
        var buckets = new LatencyBuckets();
        foreach (var duration in durations)
            buckets.Add(duration);
        return buckets;
    }

    public static class Times
    {
        public static Arbitrary<TimeSpan> Any() => ArbMap.Default.ArbFor<long>().Filter(ticks => ticks >= 0).Convert(TimeSpan.FromTicks, time => time.Ticks);
    }
}
