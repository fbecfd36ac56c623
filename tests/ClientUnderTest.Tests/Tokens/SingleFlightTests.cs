using System.Net;

namespace SkewLab.Client.Tests.Tokens;

public class SingleFlightTests
{
    [Fact]
    public async Task A_cancelled_first_caller_takes_no_one_along()
    {
        using var bench = new Bench();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => answer.Task;
        using var cancellation = new CancellationTokenSource();
        var leader = bench.StartGet(cancellation.Token);
        var follower = bench.StartGet();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leader);
        Assert.False(follower.IsCompleted);
        answer.SetResult(FakeNetwork.Grant(1));

        Assert.Equal(HttpStatusCode.OK, (await follower).StatusCode);
        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task Fifty_cold_callers_share_one_token_request()
    {
        using var bench = new Bench();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => answer.Task;
        var calls = Enumerable.Range(0, 50).Select(_ => bench.StartGet()).ToArray();

        answer.SetResult(FakeNetwork.Grant(1));

        Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task Fifty_concurrent_401s_cost_one_token_request()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => answer.Task;
        var calls = Enumerable.Range(0, 50).Select(_ => bench.StartGet()).ToArray();

        answer.SetResult(FakeNetwork.Grant(2));

        Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task Without_a_token_all_waiting_callers_share_the_failure_and_the_next_ones_do_not_hammer()
    {
        using var bench = new Bench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.ServiceUnavailable, "{}"));

        for (var call = 0; call < 10; call++)
            await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.Equal(1, bench.TokenRequests);
        Assert.Empty(bench.Sent);
    }

    [Fact]
    public async Task A_failure_is_forgotten_within_the_longest_pause()
    {
        using var bench = new Bench(options => options.Random = () => 0.999999);
        bench.Network.Idp = _ => throw new HttpRequestException("no route");
        for (var call = 0; call < 20; call++)
        {
            await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
            bench.Time.Advance(TimeSpan.FromSeconds(5));
        }

        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n));

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(21, bench.TokenRequests);
    }

    [Fact]
    public async Task After_a_success_the_pauses_begin_anew()
    {
        using var bench = new Bench();
        bench.Network.Idp = n => n == 4 ? Task.FromResult(FakeNetwork.Grant(n)) : throw new HttpRequestException("no route");
        var pauses = new List<double>();
        for (var request = 1; request <= 5; request++)
        {
            if (await Record.ExceptionAsync(bench.GetAsync) is AccessTokenException failure)
                pauses.Add(failure.RetryAfter.TotalSeconds);
            bench.Time.Advance(TimeSpan.FromHours(1));
        }

        // Half way between 0.05 s and a ceiling of 0.25, 0.5 and 1 s; then a success, and the first ceiling again.
        Assert.Equal([0.15, 0.275, 0.525, 0.15], pauses);
    }

    [Fact]
    public async Task While_the_token_lives_a_failing_renewal_reaches_no_caller_and_is_tried_again_at_a_bounded_rate()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.InternalServerError, "oops"));

        // R is at most 75 s before H at about 3592 s; ten calls a second for 50 s.
        bench.Time.Advance(TimeSpan.FromSeconds(3530));
        for (var call = 0; call < 500; call++)
        {
            Assert.Equal(200, await bench.GetAsync());
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        // Pauses of 0.15, 0.275, 0.525, 1.025, 2.025 and then 2.525 s, each to the next call: five in the first 4.3 s, and 46 / 2.6 more.
        Assert.InRange(bench.TokenRequests - 1, 20, 24);
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n));
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var granted = bench.TokenRequests + 1;
        await bench.GetAsync();
        Assert.Equal(granted, bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_request_without_answer_ends_by_its_own_time_out()
    {
        using var bench = new Bench(options => options.TokenRequestTimeout = TimeSpan.FromSeconds(7));
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        var call = bench.StartGet();

        bench.Time.Advance(TimeSpan.FromSeconds(7));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => call);
        Assert.Equal(
            "Cannot get an access token from https://idp.example/oauth/token: no answer came within 7 s. The next try is due in 0.15 s.", failure.Message);
    }

    [Fact]
    public async Task Disposing_the_client_ends_the_refresh()
    {
        var bench = new Bench();
        var asked = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => asked.Task;
        var call = bench.StartGet();

        bench.Dispose();

        await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.Empty(bench.Sent);
    }
}
