using FsCheck;
using FsCheck.Fluent;
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
            if (limiter.TryTake(TimeSpan.FromSeconds(second), wasAccepted: false))
                passed.Add(second);
        }

        // Full again at 30, 150, 630, 2550, 6150, 9750, … s; a permit is there 30 s before.
        Assert.Equal([0, 1, 120, 600, 2520, 6120, 9720, 13_320, 16_920], passed);
    }

    [Fact]
    public void An_accepted_token_ends_the_growth_of_the_pauses()
    {
        var limiter = new ForcedRefreshLimiter();
        limiter.TryTake(TimeSpan.Zero, wasAccepted: false);
        limiter.TryTake(TimeSpan.Zero, wasAccepted: false);

        Assert.True(limiter.TryTake(TimeSpan.FromSeconds(120), wasAccepted: true));
        Assert.False(limiter.TryTake(TimeSpan.FromSeconds(150) - TimeSpan.FromTicks(1), wasAccepted: true));
        Assert.True(limiter.TryTake(TimeSpan.FromSeconds(150), wasAccepted: true));
    }

    [Fact]
    public void Never_more_than_two_and_one_per_thirty_seconds_pass() =>
        Prop.ForAll(Gen.Choose(0, 40_000).ListOf().ToArbitrary(), gaps =>
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
        }).QuickCheckThrowOnFailure();
}
