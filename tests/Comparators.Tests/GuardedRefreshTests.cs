using System.Net;

namespace SkewLab.Comparators.Tests;

public class GuardedRefreshTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_refresh_that_a_401_asks_for_is_vetoed_until_five_seconds_before_exp()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<GuardedRefresh>(("cap", "2"));
        var limit = bench.Clock.Now + TimeSpan.FromSeconds(595);

        await Assert.ThrowsAsync<ResendCapReachedException>(() => client.GetAsync("/"));
        bench.Clock.Now = limit - Tick;
        await Assert.ThrowsAsync<ResendCapReachedException>(() => client.GetAsync("/"));
        bench.Clock.Now = limit;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 1, 1, 1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_401_in_mid_life_is_resent_with_the_same_token_until_the_cap_ends_it()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<GuardedRefresh>();

        var failure = await Assert.ThrowsAsync<ResendCapReachedException>(() => client.GetAsync("/x"));

        Assert.Equal("GET https://api.example/x was refused with 401 50 times; the printed loop has no end, this one has.", failure.Message);
        Assert.Equal(50, bench.Sent.Count);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task Without_a_401_one_token_is_used_for_ever()
    {
        var bench = new Bench();
        using var client = bench.Client<GuardedRefresh>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromDays(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task An_expired_token_is_really_refreshed_after_its_401()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<GuardedRefresh>(("buffer", "00:10:00"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_wall_clock_that_steps_back_vetoes_for_as_long_as_it_stepped()
    {
        var bench = new Bench();
        using var client = bench.Client<GuardedRefresh>();
        await client.GetAsync("/");

        bench.Clock.Advance(TimeSpan.FromHours(1));
        bench.Clock.Now -= TimeSpan.FromHours(1);
        bench.Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK;

        await Assert.ThrowsAsync<ResendCapReachedException>(() => client.GetAsync("/"));
    }

    [Fact]
    public async Task A_JWT_without_exp_counts_as_expired()
    {
        var bench = new Bench { Claims = _ => "{}", Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<GuardedRefresh>();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task An_opaque_token_raises_at_its_first_401()
    {
        var bench = new Bench { IsOpaque = true, Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<GuardedRefresh>();

        await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));

        Assert.Equal([1], bench.Sent);
    }

    [Fact]
    public async Task A_refused_token_request_raises()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.BadRequest };
        using var client = bench.Client<GuardedRefresh>();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Equal("Token request failed: 400", failure.Message);
    }
}
