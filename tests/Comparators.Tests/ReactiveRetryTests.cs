using System.Net;

namespace SkewLab.Comparators.Tests;

public class ReactiveRetryTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Without_a_401_one_token_is_used_for_ever()
    {
        var bench = new Bench();
        using var client = bench.Client<ReactiveRetry>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromDays(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_401_costs_a_token_and_a_second_and_is_absorbed()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<ReactiveRetry>();
        var call = client.GetAsync("/");

        bench.Clock.Advance(Second - Tick);
        Assert.Equal([1], bench.Sent);
        Assert.Equal(2, bench.TokenRequests.Count);
        bench.Clock.Advance(Tick);

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal([1, 2], bench.Sent);
        Assert.NotSame(bench.Requests[0], bench.Requests[1]);
    }

    [Fact]
    public async Task The_third_401_surfaces_after_three_sends_and_two_forced_tokens()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<ReactiveRetry>();
        var call = client.GetAsync("/");

        bench.Clock.Advance(2 * Second);

        Assert.Equal(HttpStatusCode.Unauthorized, (await call).StatusCode);
        Assert.Equal([1, 2, 3], bench.Sent);
    }

    [Fact]
    public async Task A_refresh_that_fails_surfaces_the_401_at_once()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized, Idp = ordinal => ordinal == 1 ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable };
        using var client = bench.Client<ReactiveRetry>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1], bench.Sent);
        Assert.Equal(["Failed to refresh token"], bench.Log);
    }

    [Fact]
    public async Task A_first_token_that_cannot_be_had_raises()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.ServiceUnavailable };
        using var client = bench.Client<ReactiveRetry>();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Equal("Token request failed: 503", failure.Message);
    }

    [Fact]
    public async Task Callers_refused_together_force_a_token_each_and_all_send_the_newest()
    {
        var refusal = new TaskCompletionSource();
        var bench = new Bench();
        using var client = bench.Client<ReactiveRetry>();
        await client.GetAsync("/");
        (bench.Api, bench.ApiGate) = (token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, refusal.Task);
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        refusal.SetResult();
        bench.Clock.Advance(Second);
        await Task.WhenAll(calls);

        Assert.Equal(4, bench.TokenRequests.Count);
        Assert.Equal([1, 1, 1, 1, 4, 4, 4], bench.Sent);
    }

    [Fact]
    public async Task Other_statuses_are_not_retried()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Forbidden };
        using var client = bench.Client<ReactiveRetry>();

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1], bench.Sent);
    }

    [Fact]
    public async Task A_request_that_changes_something_is_replayed_blindly()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<ReactiveRetry>(("delay", "00:00:00"));
        using var content = new StringContent("order");

        await client.PostAsync("/", content);

        Assert.All(bench.Requests, request => Assert.Equal(HttpMethod.Post, request.Method));
        Assert.Equal(2, bench.Requests.Count);
    }

    [Theory]
    [InlineData("0", 1)]
    [InlineData("4", 5)]
    public async Task Retries_and_delay_are_options(string retries, int sends)
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<ReactiveRetry>(("delay", "00:00:00"), ("retries", retries));

        await client.GetAsync("/");

        Assert.Equal(sends, bench.Sent.Count);
    }
}
