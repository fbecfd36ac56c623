using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokenLifetimeTests
{
    private static readonly SkewAwareOptions Defaults = new();

    [Fact]
    public void Hard_limit_counts_from_send_and_gives_up_a_second_the_lead_the_way_and_the_drift()
    {
        var options = new SkewAwareOptions { MaxDriftPpm = 0 };

        var lifetime = TokenLifetime.Compute(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(102), 3600, options, 0);

        // 100 + 3600 - 1 (whole second) - 5 (lead) - 2 (way) = 3692; 60 s before that it is renewed.
        Assert.Equal(TimeSpan.FromSeconds(3692), lifetime.HardLimit);
        Assert.Equal(TimeSpan.FromSeconds(3632), lifetime.RefreshAt);
    }

    [Fact]
    public void A_slow_oscillator_shortens_the_life_it_counts()
    {
        var options = new SkewAwareOptions { MaxAhead = TimeSpan.Zero, MaxDriftPpm = 1000 };

        var lifetime = TokenLifetime.Compute(TimeSpan.Zero, TimeSpan.Zero, 1002, options, 0);

        // 1001 s of true time are 1000 s on a clock that is a thousandth slow.
        Assert.Equal(TimeSpan.FromSeconds(1000), lifetime.HardLimit);
    }

    [Fact]
    public void Jitter_is_at_most_a_quarter_of_the_margin()
    {
        var latest = TokenLifetime.Compute(TimeSpan.Zero, TimeSpan.Zero, 3600, Defaults, 0);
        var earliest = TokenLifetime.Compute(TimeSpan.Zero, TimeSpan.Zero, 3600, Defaults, 1);

        Assert.Equal(TimeSpan.FromSeconds(15), latest.RefreshAt - earliest.RefreshAt);
    }

    [Fact]
    public void A_token_of_four_seconds_is_used_for_two()
    {
        var lifetime = TokenLifetime.Compute(TimeSpan.Zero, TimeSpan.FromSeconds(30), 4, new SkewAwareOptions { MaxDriftPpm = 0 }, 0);

        Assert.Equal(TimeSpan.FromSeconds(2), lifetime.HardLimit);
    }

    [Fact]
    public void An_absurd_lifetime_does_not_overflow() =>
        Assert.True(TokenLifetime.Compute(TimeSpan.FromDays(1), TimeSpan.FromDays(1), long.MaxValue, Defaults, 0).HardLimit < TimeSpan.FromDays(3700));

    [Property(Arbitrary = [typeof(Worlds)], QuietOnSuccess = true)]
    public bool Send_refresh_and_limit_come_in_order_and_margin_and_jitter_take_half_at_most(World world)
    {
        var lifetime = Compute(world);
        return lifetime.SentAt <= lifetime.RefreshAt
            && lifetime.RefreshAt <= lifetime.HardLimit
            && (lifetime.HardLimit - lifetime.RefreshAt) * 2 <= lifetime.HardLimit - lifetime.SentAt;
    }

    [Property(Arbitrary = [typeof(Worlds)], QuietOnSuccess = true)]
    public bool Moving_the_clocks_origin_moves_the_limits_and_nothing_else(World world)
    {
        var here = Compute(world);
        var there = Compute(world with { SentMs = world.SentMs + 12_345 });
        var shift = TimeSpan.FromMilliseconds(12_345);
        return there.HardLimit - here.HardLimit == shift && there.RefreshAt - here.RefreshAt == shift;
    }

    [Property(Arbitrary = [typeof(Worlds)], QuietOnSuccess = true)]
    public bool The_limit_never_outlives_the_token_on_any_node_within_the_bounds(World world)
    {
        var lifetime = Compute(world);

        // The node's clock leads by maxAhead, the client's counts too little, and iat was floored: the least that is left of expires_in after send.
        var left = TimeSpan.FromSeconds(world.Ttl - 1) - TimeSpan.FromMilliseconds(world.AheadMs + world.TransitMs);
        var trueAge = (lifetime.HardLimit - lifetime.SentAt) * (1 + world.DriftPpm / 1e6);
        return left < TimeSpan.FromSeconds(world.Ttl) / 2 || trueAge <= left + TimeSpan.FromMicroseconds(1);
    }

    private static TokenLifetime Compute(World world)
    {
        var options = new SkewAwareOptions
        {
            MaxAhead = TimeSpan.FromMilliseconds(world.AheadMs),
            MaxDriftPpm = world.DriftPpm,
            Margin = TimeSpan.FromMilliseconds(world.MarginMs),
        };
        var sent = TimeSpan.FromMilliseconds(world.SentMs);
        return TokenLifetime.Compute(sent, sent + TimeSpan.FromMilliseconds(world.TransitMs), world.Ttl, options, world.Draw);
    }

    public static class Worlds
    {
        public static Arbitrary<World> Cases() => Arb.From(
            from sent in Gen.Choose(0, 1_000_000_000)
            from transit in Gen.Choose(0, 40_000)
            from ttl in Gen.OneOf(Gen.Choose(1, 120), Gen.Choose(1, 100_000))
            from ahead in Gen.Choose(0, 20_000)
            from drift in Gen.Choose(0, 100_000)
            from margin in Gen.Choose(0, 600_000)
            from draw in Gen.Choose(0, 999_999)
            select new World(sent, transit, ttl, ahead, drift, margin, draw / 1e6));
    }

    public sealed record World(long SentMs, int TransitMs, int Ttl, int AheadMs, int DriftPpm, int MarginMs, double Draw);
}
