using System.Net;

namespace SkewLab.Comparators.Tests;

public class SkewBufferTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(0, 30)]
    [InlineData(-10, 40)]
    [InlineData(10, 40)]
    public async Task The_first_token_is_replaced_thirty_seconds_and_the_skew_before_its_end(int idpAheadSeconds, int bufferSeconds)
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(idpAheadSeconds) };
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(600 - bufferSeconds);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task Every_later_token_is_replaced_thirty_seconds_before_its_end_whatever_the_skew()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(-10) };
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");
        bench.Clock.Now += TimeSpan.FromSeconds(580);
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(570);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 2, 2, 3], bench.Sent);
    }

    [Fact]
    public async Task After_idleness_the_skew_is_in_the_buffer_again()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(-10) };
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");
        bench.Clock.Now += TimeSpan.FromSeconds(600);
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(560);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 2, 2, 3], bench.Sent);
    }

    [Theory]
    [InlineData(-10, 10)] // 10.999 s after the floored iat
    [InlineData(10, 9)] // 9.001 s before it
    public async Task The_skew_is_truncated_toward_zero(int idpAheadSeconds, int skewSeconds)
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(idpAheadSeconds) };
        bench.Clock.Now += TimeSpan.FromMilliseconds(999);
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(600 - 30 - skewSeconds);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task The_expiry_counts_from_before_the_fetch()
    {
        var bench = new Bench { RoundTrip = TimeSpan.FromSeconds(2), IdpAhead = TimeSpan.FromSeconds(1) };
        var sent = bench.Clock.Now;
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");

        // The answer comes 2 s after the request with an iat of 2 s after it: no skew.
        await bench.CallAtAsync(client, sent + TimeSpan.FromSeconds(570) - Tick, sent + TimeSpan.FromSeconds(570));

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task The_retry_after_a_401_sends_the_same_cached_token_once_more()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<SkewBuffer>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 1], bench.Sent);
        Assert.Single(bench.TokenRequests);
        Assert.NotSame(bench.Requests[0], bench.Requests[1]);
    }

    [Fact]
    public async Task Other_statuses_are_not_retried()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.ServiceUnavailable };
        using var client = bench.Client<SkewBuffer>();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1], bench.Sent);
    }

    [Theory]
    [InlineData(-300, true)] // 599 s are left, but 2 x 300 s are added to the true server time
    [InlineData(0, false)]
    [InlineData(300, false)]
    public async Task The_diagnosis_of_a_401_adds_the_skew_and_confirms_what_is_false(int idpAheadSeconds, bool isConfirmed)
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(idpAheadSeconds), Api = _ => HttpStatusCode.Unauthorized, ExpiresIn = 599 };
        using var client = bench.Client<SkewBuffer>();

        await client.GetAsync("/");

        Assert.Equal("401 Details - Code: bad.credentials, Message: Invalid login credentials.", bench.Log[0]);
        Assert.Equal(isConfirmed, bench.Log.Contains("CONFIRMED: Token expired due to clock skew."));
    }

    [Fact]
    public async Task The_skew_is_measured_at_a_fetch_so_a_wall_clock_that_steps_back_keeps_a_dead_token()
    {
        var bench = new Bench();
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");

        // An hour passes and is taken back: the token has been dead for fifty minutes.
        bench.Clock.Advance(TimeSpan.FromHours(1));
        bench.Clock.Now -= TimeSpan.FromHours(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_token_of_thirty_seconds_is_fetched_on_every_call()
    {
        var bench = new Bench { ExpiresIn = 30 };
        using var client = bench.Client<SkewBuffer>();

        for (var call = 0; call < 3; call++)
            await client.GetAsync("/");

        Assert.Equal([1, 2, 3], bench.Sent);
    }

    [Fact]
    public async Task Concurrent_callers_fetch_concurrently()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<SkewBuffer>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        Assert.Equal(3, bench.TokenRequests.Count);

        gate.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task An_opaque_token_raises_while_it_lives_and_is_fetched_once_per_lifetime()
    {
        var bench = new Bench { IsOpaque = true };
        using var client = bench.Client<SkewBuffer>();

        await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));
        var later = await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetAsync("/"));
        bench.Clock.Now += TimeSpan.FromSeconds(600);
        await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));

        Assert.Equal("refresh_at is None: '>=' is not supported between a time and None.", later.Message);
        Assert.Equal((2, 0), (bench.TokenRequests.Count, bench.Sent.Count));
    }

    [Fact]
    public async Task A_JWT_without_iat_has_no_skew()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromSeconds(10), Claims = iat => $$"""{"exp":{{iat + 600}}}""" };
        using var client = bench.Client<SkewBuffer>();
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(570);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_refused_token_request_raises()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.TooManyRequests };
        using var client = bench.Client<SkewBuffer>();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Equal("OAuth Token Fetch Failed: 429", failure.Message);
        Assert.Empty(bench.Sent);
    }

    [Fact]
    public async Task The_buffer_is_an_option()
    {
        var bench = new Bench();
        using var client = bench.Client<SkewBuffer>(("buffer", "00:01:00"));
        await client.GetAsync("/");

        var limit = bench.Clock.Now + TimeSpan.FromSeconds(540);
        await bench.CallAtAsync(client, limit - Tick, limit);

        Assert.Equal([1, 1, 2], bench.Sent);
    }
}
