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
