using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class RefreshBackoffTests
{
    private static readonly Uri Endpoint = new("https://idp.example/oauth/token");
    private static readonly TokenFailure Unavailable = new(Endpoint, "it refused", HttpStatusCode.ServiceUnavailable);

    [Fact]
    public void The_ceiling_doubles_from_a_quarter_of_a_second_to_the_longest_pause_and_starts_over_after_a_success()
    {
        var backoff = new RefreshBackoff(new SkewAwareOptions());

        var ceilings = Enumerable.Range(0, 7).Select(_ => backoff.Next(Unavailable, 1).TotalSeconds).ToArray();
        backoff.Reset();

        Assert.Equal([0.25, 0.5, 1, 2, 4, 5, 5], ceilings);
        Assert.Equal(TimeSpan.FromSeconds(0.25), backoff.Next(Unavailable, 1));
    }

    [Fact]
    public void Jitter_is_full_above_a_floor_that_stops_a_run_of_small_draws()
    {
        var backoff = new RefreshBackoff(new SkewAwareOptions());

        Assert.All(Enumerable.Range(0, 7), _ => Assert.Equal(TimeSpan.FromMilliseconds(50), backoff.Next(Unavailable, 0)));
    }

    [Theory]
    [InlineData(400, "invalid_client", true)]
    [InlineData(400, "invalid_grant", true)]
    [InlineData(400, "unauthorized_client", true)]
    [InlineData(400, "unsupported_grant_type", true)]
    [InlineData(400, "invalid_scope", true)]
    [InlineData(401, null, true)]
    [InlineData(404, null, true)]
    [InlineData(302, null, true)]
    [InlineData(300, null, true)]
    [InlineData(299, null, false)]
    [InlineData(400, "temporarily_unavailable", false)]
    [InlineData(400, "slow_down", false)]
    [InlineData(400, "server_error", false)]
    [InlineData(408, null, false)]
    [InlineData(425, null, false)]
    [InlineData(429, null, false)]
    [InlineData(500, "invalid_client", false)]
    [InlineData(503, null, false)]
    [InlineData(200, null, false)]
    [InlineData(null, null, false)]
    public void What_someone_has_to_put_right_is_remembered_longer_than_what_time_heals(int? status, string? error, bool isTerminal)
    {
        var failure = new TokenFailure(Endpoint, "it refused", (HttpStatusCode?)status, error);

        Assert.Equal(isTerminal, failure.IsTerminal);
        Assert.Equal(isTerminal, new RefreshBackoff(new SkewAwareOptions()).Next(failure, 0.5) == TimeSpan.FromSeconds(30));
        Assert.Equal(isTerminal, !failure.ToException(TimeSpan.Zero).IsTransient);
    }

    [Property(Arbitrary = [typeof(Wishes)], QuietOnSuccess = true)]
    public bool The_servers_wish_is_a_lower_bound_up_to_the_cap_and_nothing_waits_longer_than_the_cap_or_the_own_pause(Wish wish)
    {
        var options = new SkewAwareOptions { MaxRetryAfter = TimeSpan.FromSeconds(wish.CapSeconds) };
        var asked = TimeSpan.FromSeconds(wish.AskedSeconds);

        var pause = new RefreshBackoff(options).Next(Unavailable with { RetryAfter = asked }, wish.Draw);

        var cap = options.MaxRetryAfter;
        return pause >= (asked < cap ? asked : cap) && (pause <= cap || pause <= TimeSpan.FromSeconds(0.25));
    }

    [Fact]
    public void A_wish_for_less_than_the_own_pause_is_not_heard() =>
        Assert.Equal(TimeSpan.FromMilliseconds(50), new RefreshBackoff(new SkewAwareOptions()).Next(Unavailable with { RetryAfter = TimeSpan.Zero }, 0));

    public static class Wishes
    {
        public static Arbitrary<Wish> Cases() => Arb.From(
            from asked in Gen.OneOf(Gen.Choose(0, 600), Gen.Choose(0, int.MaxValue))
            from cap in Gen.Choose(0, 86_400)
            from draw in Gen.Choose(0, 999_999)
            select new Wish(asked, cap, draw / 1e6));
    }

    public sealed record Wish(int AskedSeconds, int CapSeconds, double Draw);
}
