using System.Net;

namespace SkewLab.Comparators.Tests;

public class RetryAfterIntTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Without_Retry_After_it_sleeps_one_two_and_four_seconds_the_last_for_nothing()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.TooManyRequests };
        using var client = bench.Client<RetryAfterInt>();
        var call = client.GetAsync("/");

        Sleeps(bench, 1, sends: 2);
        Sleeps(bench, 2, sends: 3);
        bench.Clock.Advance(4 * Second - Tick);
        Assert.False(call.IsCompleted);
        bench.Clock.Advance(Tick);

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal("Max retries exceeded for rate limit.", failure.Message);
        Assert.Equal(3, bench.Sent.Count);
    }

    [Fact]
    public async Task A_Retry_After_in_seconds_is_slept_and_the_call_sent_again_with_the_same_token()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.TooManyRequests, RetryAfter = "7" };
        using var client = bench.Client<RetryAfterInt>();
        var call = client.GetAsync("/");

        bench.Clock.Advance(7 * Second - Tick);
        Assert.Single(bench.Sent);
        bench.Api = _ => HttpStatusCode.OK;
        bench.Clock.Advance(Tick);

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal([1, 1], bench.Sent);
        Assert.NotSame(bench.Requests[0], bench.Requests[1]);
    }

    [Fact]
    public async Task The_wait_doubles_also_where_Retry_After_was_obeyed()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.TooManyRequests, RetryAfter = "7" };
        using var client = bench.Client<RetryAfterInt>();
        var call = client.GetAsync("/");

        Sleeps(bench, 7, sends: 2);
        bench.RetryAfter = null;
        // The second 429 still had the header.
        Sleeps(bench, 7, sends: 3);
        bench.Clock.Advance(4 * Second - Tick);
        Assert.False(call.IsCompleted);
        bench.Clock.Advance(Tick);

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    [Theory]
    [InlineData("Sun, 01 Mar 2026 00:00:07 GMT")]
    [InlineData("1.5")]
    public async Task A_Retry_After_that_is_no_whole_number_raises(string retryAfter)
    {
        var bench = new Bench { Api = _ => HttpStatusCode.TooManyRequests, RetryAfter = retryAfter };
        using var client = bench.Client<RetryAfterInt>();

        await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));

        Assert.Single(bench.Sent);
    }

    [Fact]
    public async Task The_token_endpoint_is_not_its_business()
    {
        var bench = new Bench { Idp = _ => HttpStatusCode.TooManyRequests };
        using var client = bench.Client<RetryAfterInt>(("over", "iat-offset"));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/"));

        Assert.Equal("Token request failed: 429", failure.Message);
        Assert.Single(bench.TokenRequests);
    }

    [Fact]
    public async Task The_comparator_below_keeps_its_rule_and_gets_the_other_options()
    {
        var bench = new Bench { Api = token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK };
        using var client = bench.Client<RetryAfterInt>(("over", "reactive-retry"), ("delay", "00:00:00"), ("tries", "1"), ("wait", "00:00:02"));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        bench.Api = _ => HttpStatusCode.TooManyRequests;
        var call = client.GetAsync("/");
        bench.Clock.Advance(2 * Second);

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal([1, 2, 2], bench.Sent);
    }

    [Fact]
    public void An_option_that_the_comparator_below_does_not_have_is_refused_in_its_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<RetryAfterInt>(("over", "exp-minus-5s"), ("delay", "00:00:01")));

        Assert.StartsWith("exp-minus-5s has no option 'delay'; it has buffer.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("retry-after-int")]
    public void It_stands_over_another_comparator_and_not_over_itself(string over)
    {
        var refused = Assert.Throws<ArgumentException>(() => new Bench().Client<RetryAfterInt>(("over", over)));

        Assert.Equal(
            $"retry-after-int: over: '{over}' is no comparator it can stand over; those are exp-minus-5s, guarded-refresh, iat-offset, iat-offset-unlocked, "
                + "inert-config, naive-expiry, "
            + "post-refresh-delay, post-refresh-delay-locked, reactive-retry, server-time-estimate, server-time-estimate-as-printed, skew-buffer, "
            + "young-token-resend.",
            refused.Message);
    }

    private static void Sleeps(Bench bench, int seconds, int sends)
    {
        bench.Clock.Advance(seconds * Second - Tick);
        Assert.Equal(sends - 1, bench.Sent.Count);
        bench.Clock.Advance(Tick);
        Assert.Equal(sends, bench.Sent.Count);
    }
}
