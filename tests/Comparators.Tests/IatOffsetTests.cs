using System.Net;

namespace SkewLab.Comparators.Tests;

public class IatOffsetTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(0)]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task Whatever_the_skew_a_token_is_fetched_thirty_seconds_before_midpoint_plus_ttl(int idpAheadSeconds)
    {
        var bench = new Bench { RoundTrip = TimeSpan.FromSeconds(4), IdpAhead = TimeSpan.FromSeconds(idpAheadSeconds) };
        using var client = bench.Client<IatOffset>();
        await client.GetAsync("/");

        // iat + ttl - (iat - mid) = mid + ttl: the skew cancels. The middle of the round trip was two seconds ago.
        var limit = bench.Clock.Now - TimeSpan.FromSeconds(2) + TimeSpan.FromSeconds(570);
        bench.Clock.Now = limit - Tick;
        await client.GetAsync("/");
        bench.Clock.Now = limit;
        await client.GetAsync("/");

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_401_drops_the_token_and_the_call_is_resent_once_as_a_fresh_request()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<IatOffset>();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 2], bench.Sent);
        Assert.NotSame(bench.Requests[0], bench.Requests[1]);
    }

    [Fact]
    public async Task A_second_401_surfaces_and_every_call_costs_another_token()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<IatOffset>();

        for (var call = 0; call < 5; call++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal(10, bench.Sent.Count);
        Assert.Equal(6, bench.TokenRequests.Count);
    }

    [Fact]
    public async Task Callers_wait_for_one_fetch_under_the_lock()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<IatOffset>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_of_thirty_seconds_is_fetched_twice_for_the_first_call_and_once_for_each_later_one()
    {
        var bench = new Bench { ExpiresIn = 30 };
        using var client = bench.Client<IatOffset>();

        await client.GetAsync("/");
        await client.GetAsync("/");

        Assert.Equal(3, bench.TokenRequests.Count);
    }

    [Fact]
    public async Task An_opaque_token_raises_as_printed()
    {
        var bench = new Bench { IsOpaque = true };
        using var client = bench.Client<IatOffset>();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync("/"));

        Assert.Equal("Token response missing 'iat' claim", failure.Message);
        Assert.Empty(bench.Sent);
    }

    [Fact]
    public async Task A_refused_token_request_raises_and_releases_the_lock()
    {
        var bench = new Bench { Idp = ordinal => ordinal == 1 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK };
        using var client = bench.Client<IatOffset>();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Equal("Token request failed: 429", failure.Message);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }
}
