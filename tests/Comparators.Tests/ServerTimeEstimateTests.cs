using System.Net;

namespace SkewLab.Comparators.Tests;

public class ServerTimeEstimateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task A_second_token_is_replaced_thirty_seconds_before_exp_by_the_estimate_whatever_the_skew(int idpAheadSeconds)
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(idpAheadSeconds), ExpiresIn = 7200 };
        using var client = bench.Client<ServerTimeEstimate>();
        await client.GetAsync("/");
        bench.Clock.Now += TimeSpan.FromSeconds(7170);
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(7170);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 2, 2, 3], bench.Sent);
    }

    [Fact]
    public async Task The_first_token_is_replaced_earlier_by_the_skew()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(-10) };
        using var client = bench.Client<ServerTimeEstimate>();
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(560);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task The_exp_claim_counts_and_not_expires_in()
    {
        var bench = new Bench { Claims = iat => $$"""{"iat":{{iat}},"exp":{{iat + 100}}}""" };
        using var client = bench.Client<ServerTimeEstimate>();
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(70);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task Without_exp_the_lifetime_counts_from_before_the_fetch()
    {
        var bench = new Bench { Claims = iat => $$"""{"iat":{{iat}}}""", RoundTrip = TimeSpan.FromSeconds(2), IdpAhead = TimeSpan.FromSeconds(1) };
        var limit = bench.Clock.Now + TimeSpan.FromSeconds(570);
        using var client = bench.Client<ServerTimeEstimate>();
        await client.GetAsync("/");

        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_wall_clock_that_steps_back_keeps_a_dead_token()
    {
        var bench = new Bench();
        using var client = bench.Client<ServerTimeEstimate>();
        await client.GetAsync("/");

        bench.Clock.Advance(TimeSpan.FromHours(1));
        bench.Clock.Now -= TimeSpan.FromHours(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_token_that_the_idp_hands_out_again_makes_its_age_the_skew_and_is_kept_after_its_end()
    {
        var minted = new Bench().Clock.Now.ToUnixTimeSeconds() - 590;
        var bench = new Bench { Claims = _ => $$"""{"iat":{{minted}},"exp":{{minted + 600}}}""" };
        using var client = bench.Client<ServerTimeEstimate>();
        // 10 s before its end the estimate is 590 s late, so the buffer is used up at once: branch B follows, which forgets the skew.
        await client.GetAsync("/");
        await client.GetAsync("/");

        // 559 s after its end.
        bench.Clock.Now += TimeSpan.FromSeconds(569);
        await client.GetAsync("/");

        Assert.Equal([1, 2, 2], bench.Sent);
    }

    [Fact]
    public async Task An_opaque_token_costs_a_token_request_per_call_and_raises()
    {
        var bench = new Bench { IsOpaque = true };
        using var client = bench.Client<ServerTimeEstimate>();

        for (var call = 0; call < 3; call++)
            await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));

        Assert.Equal((3, 0), (bench.TokenRequests.Count, bench.Sent.Count));
    }

    [Fact]
    public async Task The_retry_after_a_401_sends_the_same_cached_token_once_more()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<ServerTimeEstimate>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 1], bench.Sent);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task As_printed_every_call_raises_before_any_request()
    {
        var bench = new Bench();
        using var client = bench.Client<ServerTimeEstimateAsPrinted>();

        for (var call = 0; call < 2; call++)
        {
            var failure = await Assert.ThrowsAsync<MissingMemberException>(() => client.GetAsync("/"));
            Assert.Equal("'ClockSkewAwareAuth' object has no attribute 'auth'", failure.Message);
        }

        Assert.Equal((0, 0), (bench.TokenRequests.Count, bench.Sent.Count));
    }
}
