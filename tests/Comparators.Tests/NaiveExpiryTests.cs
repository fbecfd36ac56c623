using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

public class NaiveExpiryTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_token_is_used_until_a_tick_before_received_plus_ttl_and_no_longer()
    {
        var bench = new Bench { RoundTrip = TimeSpan.FromSeconds(4) };
        using var client = bench.Client<NaiveExpiry>();
        await client.GetAsync("/");
        var received = bench.Clock.Now;

        bench.Clock.Now = received + TimeSpan.FromSeconds(600) - Tick;
        await client.GetAsync("/");
        bench.Clock.Now = received + TimeSpan.FromSeconds(600);
        await client.GetAsync("/");

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_wall_clock_that_steps_back_keeps_a_dead_token()
    {
        var bench = new Bench();
        using var client = bench.Client<NaiveExpiry>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromSeconds(600) - TimeSpan.FromHours(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_401_is_neither_retried_nor_remembered()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<NaiveExpiry>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 1], bench.Sent);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task Concurrent_callers_refresh_concurrently()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<NaiveExpiry>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        Assert.Equal(3, bench.TokenRequests.Count);

        gate.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_ignored()
    {
        var bench = new Bench();
        using var client = bench.Client<NaiveExpiry>(ClientGrant.RefreshToken);
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromHours(1);
        await client.GetAsync("/");

        Assert.Equal(["grant_type=refresh_token&refresh_token=first", "grant_type=refresh_token&refresh_token=first"], bench.TokenRequests);
    }

    [Fact]
    public async Task A_refused_refresh_is_not_noticed_and_the_old_token_goes_out_again_each_time()
    {
        var bench = new Bench { Idp = ordinal => ordinal == 1 ? HttpStatusCode.OK : HttpStatusCode.BadRequest };
        using var client = bench.Client<NaiveExpiry>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromHours(1);
        await client.GetAsync("/");
        await client.GetAsync("/");

        Assert.Equal([1, 1, 1], bench.Sent);
        Assert.Equal(3, bench.TokenRequests.Count);
    }

    [Fact]
    public async Task Without_a_first_token_the_call_goes_out_without_any()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.ServiceUnavailable };
        using var client = bench.Client<NaiveExpiry>();

        await client.GetAsync("/");

        Assert.Equal([0], bench.Sent);
    }
}
