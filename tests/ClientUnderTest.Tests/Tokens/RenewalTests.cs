using System.Net;

namespace SkewLab.Client.Tests.Tokens;

public class RenewalTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    // No drift, no lead, draws of one half: H = 3599 s, margin 60 s, jitter 7.5 s, R = 3531.5 s after send.
    private static readonly TimeSpan RefreshAt = TimeSpan.FromSeconds(3531.5);
    private static readonly TimeSpan HardLimit = TimeSpan.FromSeconds(3599);

    [Fact]
    public async Task A_tick_before_the_refresh_time_nothing_is_renewed()
    {
        using var bench = PerfectBench();
        await bench.GetAsync();

        bench.Time.Advance(RefreshAt - Tick);
        await bench.GetAsync();

        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task At_the_refresh_time_the_call_keeps_the_current_token_and_does_not_wait()
    {
        using var bench = PerfectBench();
        await bench.GetAsync();
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;

        bench.Time.Advance(RefreshAt);
        var call = bench.StartGet();

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Equal([1, 1], bench.Sent);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_tick_before_the_hard_limit_the_token_is_sent_and_at_it_callers_wait_for_the_next()
    {
        using var bench = PerfectBench(options => options.TokenRequestTimeout = TimeSpan.FromHours(2));
        await bench.GetAsync();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => answer.Task;

        bench.Time.Advance(HardLimit - Tick);
        using var before = await bench.StartGet();
        bench.Time.Advance(Tick);
        var waiting = bench.StartGet();

        Assert.False(waiting.IsCompleted);
        answer.SetResult(FakeNetwork.Grant(2));
        using var after = await waiting;
        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task Age_counts_from_send_when_the_answer_is_slow()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n =>
        {
            if (n == 1)
                bench.Time.Advance(TimeSpan.FromSeconds(20));
            return Task.FromResult(FakeNetwork.Grant(n));
        };
        await bench.GetAsync();

        // Sent at 0, received at 20: H is 3599 - 20 for the way, and R 67.5 s before that, 3511.5 after send and 3491.5 after receipt.
        bench.Time.Advance(TimeSpan.FromSeconds(3491.5) - Tick);
        await bench.GetAsync();
        Assert.Equal(1, bench.TokenRequests);
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal(2, bench.TokenRequests);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task A_step_of_the_wall_clock_changes_nothing_for_those_who_do_not_look_for_suspends(int hours)
    {
        using var bench = PerfectBench(options => options.DetectDiscontinuities = false);
        await bench.GetAsync();

        bench.Time.StepWall(TimeSpan.FromHours(hours));
        bench.Time.Advance(RefreshAt - Tick);
        await bench.GetAsync();
        Assert.Equal(1, bench.TokenRequests);
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task Jitter_is_drawn_once_per_token()
    {
        var draws = 0;
        using var bench = PerfectBench(options => options.Random = () => ++draws);

        for (var call = 0; call < 100; call++)
            await bench.GetAsync();

        Assert.Equal(1, draws);
    }

    [Fact]
    public async Task Without_expires_in_the_token_is_kept_until_it_is_refused()
    {
        using var bench = PerfectBench();
        var revoked = 0;
        bench.Network.Idp = n =>
            Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, $$"""{"access_token":"{{FakeNetwork.Secret(n)}}","token_type":"Bearer"}"""));
        bench.Network.Api = token => token <= revoked ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(1, bench.TokenRequests);

        revoked = 1;

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_presented_next_time()
    {
        using var bench = PerfectBench(options => (options.Grant, options.RefreshToken) = (TokenGrant.RefreshToken, "first"));
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n, more: n == 1 ? ",\"refresh_token\":\"second\"" : ""));

        for (var token = 0; token < 3; token++)
        {
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(
            ["grant_type=refresh_token&refresh_token=first", "grant_type=refresh_token&refresh_token=second", "grant_type=refresh_token&refresh_token=second"],
            bench.Network.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_dies_before_its_answer_arrives_serves_those_who_waited_for_it_once()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n =>
        {
            bench.Time.Advance(TimeSpan.FromSeconds(3));
            return Task.FromResult(FakeNetwork.Grant(n, expiresIn: "4"));
        };

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal([1, 2], bench.Sent);
    }

    private static Bench PerfectBench(Action<SkewAwareOptions>? configure = null) => new(options =>
    {
        (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0);
        configure?.Invoke(options);
    });
}
