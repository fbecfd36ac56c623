using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Unauthorized;

public class ForcedRefreshLimiterTests
{
    [Fact]
    public void Two_pass_at_once_and_the_third_at_thirty_seconds_but_not_a_tick_before()
    {
        var limiter = new ForcedRefreshLimiter();
        var thirty = TimeSpan.FromSeconds(30);

        Assert.True(limiter.TryTake(TimeSpan.Zero));
        Assert.True(limiter.TryTake(TimeSpan.Zero));
        Assert.False(limiter.TryTake(thirty - TimeSpan.FromTicks(1)));
        Assert.True(limiter.TryTake(thirty));
        Assert.False(limiter.TryTake(thirty));
    }

    [Fact]
    public void Each_pause_is_four_times_the_one_before_while_nobody_accepts_what_a_refresh_brings_and_an_hour_at_most()
    {
        var limiter = new ForcedRefreshLimiter();
        var passed = new List<int>();

        for (var second = 0; second < 20_000; second++)
        {
            if (limiter.TryTake(TimeSpan.FromSeconds(second), inVain: passed.Count + 1))
                passed.Add(second);
        }

        Assert.Equal([0, 1, 121, 601, 2521, 6121, 9721, 13_321, 16_921], passed);
    }

    [Fact]
    public void A_refresh_that_failed_lengthens_no_pause()
    {
        var limiter = new ForcedRefreshLimiter();
        var passed = new List<int>();

        // The same token, again and again.
        for (var second = 0; second < 120; second++)
        {
            if (limiter.TryTake(TimeSpan.FromSeconds(second), inVain: 1))
                passed.Add(second);
        }

        Assert.Equal([0, 1, 30, 60, 90], passed);
    }

    [Fact]
    public void A_token_that_was_accepted_owes_nothing_for_those_that_were_not()
    {
        var limiter = new ForcedRefreshLimiter();
        for (var generation = 1; generation <= 4; generation++)
            limiter.TryTake(TimeSpan.FromSeconds(600), generation);
        Assert.False(limiter.TryTake(TimeSpan.FromSeconds(660), inVain: 5));

        Assert.True(limiter.TryTake(TimeSpan.FromSeconds(660)));
        Assert.True(limiter.TryTake(TimeSpan.FromSeconds(660), inVain: 6));
    }

    [Property(Arbitrary = [typeof(Gaps)], QuietOnSuccess = true)]
    public bool Never_more_than_two_and_one_per_thirty_seconds_pass(int[] gaps)
    {
        var limiter = new ForcedRefreshLimiter();
        var now = TimeSpan.Zero;
        var passed = 0;
        foreach (var gap in gaps)
        {
            now += TimeSpan.FromMilliseconds(gap);
            passed += limiter.TryTake(now) ? 1 : 0;
        }

        return passed <= 2 + now / TimeSpan.FromSeconds(30);
    }

    public static class Gaps
    {
        public static Arbitrary<int> Milliseconds() => Gen.Choose(0, 40_000).ToArbitrary();
    }
}
