using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The token bucket: exact, per client, and flat in memory.</summary>
public class RateLimiterTests
{
    [Fact]
    public void A_full_bucket_holds_the_burst_and_the_next_request_comes_after_exactly_one_interval()
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, new(10, Lab.Second, 3));

        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => limiter.TryTake("a", out TimeSpan _)));
        Assert.False(limiter.TryTake("a", out var wait));
        Assert.Equal(TimeSpan.FromMilliseconds(100), wait);
        clock.Advance(wait - Lab.Tick);
        Assert.False(limiter.TryTake("a", out wait));
        Assert.Equal(Lab.Tick, wait);
        clock.Advance(Lab.Tick);
        Assert.True(limiter.TryTake("a", out wait));
        Assert.Equal(TimeSpan.Zero, wait);
        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void A_third_of_a_second_is_rounded_up_to_the_tick_and_never_drifts()
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, new(3, Lab.Second, 1));
        Assert.True(limiter.TryTake("a", out _));

        // 10,000,000 / 3 ticks = 3,333,333.3: one tick earlier it is too early, and three of them are exactly one second.
        clock.Advance(new TimeSpan(3_333_333));
        Assert.False(limiter.TryTake("a", out var wait));
        Assert.Equal(Lab.Tick, wait);
        clock.Advance(Lab.Tick);
        Assert.True(limiter.TryTake("a", out _));
        clock.Advance(new TimeSpan(3_333_333));
        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void The_wall_clock_does_not_count()
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, new(1, Lab.Second, 1));
        limiter.TryTake("a", out _);

        clock.Set(Lab.Noon + TimeSpan.FromDays(1));

        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void Each_client_has_a_bucket_of_its_own()
    {
        var limiter = new RateLimiter(new HandClock(Lab.Noon), new(1, Lab.Second, 1));

        Assert.True(limiter.TryTake("a", out _));
        Assert.True(limiter.TryTake("b", out _));
        Assert.False(limiter.TryTake("a", out _));
    }

    [Fact]
    public void Full_buckets_are_forgotten()
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, new(1, Lab.Second, 1));
        for (var i = 0; i < 1000; i++)
            limiter.TryTake($"{i}", out _);
        Assert.Equal(1000, limiter.RememberedClients);

        clock.Advance(Lab.Second);
        for (var i = 0; i < 500; i++)
            limiter.TryTake("a", out _);

        Assert.Equal(1, limiter.RememberedClients);
    }

    [Property(Arbitrary = [typeof(Cases)], QuietOnSuccess = true)]
    public bool It_never_gives_more_than_a_bucket_of_fractions_and_never_less(int[] gaps, RateLimit limit)
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, limit);
        // A second bucket, filled step by step in units of 1/Period.
        BigInteger level = (BigInteger)limit.Burst * limit.Period.Ticks;
        return gaps.All(gap =>
        {
            clock.Advance(new TimeSpan(gap));
            level = BigInteger.Min(level + (BigInteger)gap * limit.Count, (BigInteger)limit.Burst * limit.Period.Ticks);
            var expected = level >= limit.Period.Ticks;
            level -= expected ? limit.Period.Ticks : 0;
            return limiter.TryTake("a", out _) == expected;
        });
    }

    [Fact]
    public void The_longest_period_and_the_greatest_burst_do_not_overflow()
    {
        var clock = new HandClock(Lab.Noon);
        var limiter = new RateLimiter(clock, new(int.MaxValue, TimeSpan.MaxValue, int.MaxValue));

        clock.Advance(TimeSpan.FromDays(365_000));

        Assert.True(limiter.TryTake("a", out _));
    }

    [Theory]
    [InlineData(0, 1, 1, "A rate limit allows at least one request per period, for example 10/s.")]
    [InlineData(1, 0, 1, "A rate limit's period is longer than 0s, for example 1s.")]
    [InlineData(1, 1, 0, "A rate limit's burst is at least one request, for example 20.")]
    public void Numbers_outside_their_range_are_refused(int count, int ticks, int burst, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimiter(new HandClock(Lab.Noon), new(count, new(ticks), burst))).Message);

    public static class Cases
    {
        public static Arbitrary<int> GapInTicks() => ArbMap.Default.ArbFor<NonNegativeInt>().Generator.Select(gap => gap.Get % 40).ToArbitrary();

        public static Arbitrary<RateLimit> Limit() =>
            ArbMap.Default.ArbFor<PositiveInt>().Generator.Three().Select(three => new RateLimit(three.Item1.Get % 9 + 1, new(three.Item2.Get % 50 + 1), three.Item3.Get % 5 + 1)).ToArbitrary();
    }
}
