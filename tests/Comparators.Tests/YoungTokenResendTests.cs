using System.Net;

namespace SkewLab.Comparators.Tests;

public class YoungTokenResendTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_token_is_replaced_sixty_seconds_before_received_plus_ttl()
    {
        var bench = new Bench { RoundTrip = TimeSpan.FromSeconds(4), IdpAhead = TimeSpan.FromHours(1) };
        using var client = bench.Client<YoungTokenResend>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromSeconds(540) - Tick;
        await client.GetAsync("/");
        bench.Clock.Now += Tick;
        await client.GetAsync("/");

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_young_token_that_is_refused_is_sent_again_after_one_two_and_three_seconds()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<YoungTokenResend>();
        var call = client.GetAsync("/");

        foreach (var seconds in new[] { 1, 2, 3 })
        {
            var before = bench.Sent.Count;
            bench.Clock.Advance(seconds * Second - Tick);
            Assert.Equal(before, bench.Sent.Count);
            bench.Clock.Advance(Tick);
            Assert.Equal(before + 1, bench.Sent.Count);
        }

        // The fourth send leaves at an age of 6 s: its 401 is the caller's.
        Assert.Equal(HttpStatusCode.Unauthorized, (await call).StatusCode);
        Assert.Equal([1, 1, 1, 1], bench.Sent);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_becomes_known_in_the_meantime_is_absorbed()
    {
        var bench = new Bench();
        var known = bench.Clock.Now + TimeSpan.FromMilliseconds(800);
        bench.Api = _ => bench.Clock.Now < known ? HttpStatusCode.Unauthorized : HttpStatusCode.OK;
        using var client = bench.Client<YoungTokenResend>();
        var call = client.GetAsync("/");

        bench.Clock.Advance(Second);

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.NotSame(bench.Requests[0], bench.Requests[1]);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task A_401_surfaces_at_once_from_an_age_of_five_seconds_on(int ticks, bool isSurfaced)
    {
        var bench = new Bench();
        using var client = bench.Client<YoungTokenResend>();
        await client.GetAsync("/");
        bench.Api = _ => HttpStatusCode.Unauthorized;

        bench.Clock.Advance(5 * Second + TimeSpan.FromTicks(ticks));
        var call = client.GetAsync("/");

        Assert.Equal(isSurfaced, call.IsCompleted);
        bench.Clock.Advance(Second);
        Assert.Equal(HttpStatusCode.Unauthorized, (await call).StatusCode);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task Other_statuses_are_not_retried()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Forbidden };
        using var client = bench.Client<YoungTokenResend>();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1], bench.Sent);
    }

    [Fact]
    public async Task Concurrent_callers_fetch_concurrently()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<YoungTokenResend>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        Assert.Equal(3, bench.TokenRequests.Count);

        gate.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Buffer_wait_and_youth_are_options()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<YoungTokenResend>(("buffer", "00:00:10"), ("wait", "00:00:00.5000000"), ("youth", "00:00:01"));
        var call = client.GetAsync("/");

        // Sends at 0, 0.5 and 1.5 s.
        bench.Clock.Advance(TimeSpan.FromSeconds(1.5));
        await call;
        bench.Api = _ => HttpStatusCode.OK;
        bench.Clock.Advance(TimeSpan.FromSeconds(588.5) - Tick);
        await client.GetAsync("/");
        bench.Clock.Advance(Tick);
        await client.GetAsync("/");

        Assert.Equal([1, 1, 1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_refused_token_request_raises()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.BadRequest };
        using var client = bench.Client<YoungTokenResend>();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Empty(bench.Sent);
    }
}
