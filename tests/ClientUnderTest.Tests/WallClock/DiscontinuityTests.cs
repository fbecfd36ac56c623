using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Tokens;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tests.WallClock;

public class DiscontinuityTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task A_forward_jump_of_more_than_two_seconds_renews_the_token_in_the_background(int ticksMore, int tokenRequests)
    {
        using var bench = await WarmBench();

        bench.Time.StepWall(TwoSeconds + (ticksMore * Tick));
        await bench.GetAsync();
        await bench.GetAsync();

        Assert.Equal(tokenRequests, bench.TokenRequests);
        Assert.Equal([1, 1, 1], bench.Sent);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-86_400)]
    public async Task A_backward_jump_is_ignored_and_what_follows_is_measured_from_there(int seconds)
    {
        using var bench = await WarmBench();

        bench.Time.StepWall(TimeSpan.FromSeconds(seconds));
        await bench.GetAsync();
        Assert.Equal(1, bench.TokenRequests);
        bench.Time.StepWall(TwoSeconds + Tick);
        await bench.GetAsync();

        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task Clocks_that_drift_apart_slowly_are_no_jump()
    {
        using var bench = await WarmBench();

        // 500 ppm for half an hour are 0.9 s, in steps that nobody could call a jump; three times that is more than two seconds.
        for (var second = 0; second < 1800; second++)
        {
            bench.Time.StepWall(TimeSpan.FromMilliseconds(1.5));
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await bench.GetAsync();
        }

        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task A_suspend_that_outlasts_the_token_sends_no_dead_token()
    {
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromMinutes(30));

        // An hour's token at half its life, and two hours in which elapsed time stood still.
        bench.Time.Suspend(TimeSpan.FromHours(2));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([1, 2], bench.Sent);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task Callers_wait_only_if_the_suspend_would_outlast_the_token(int ticks, bool goesOnAtOnce)
    {
        // H is 3599 s after send, and 1599 s are left.
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromSeconds(2000));
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;

        bench.Time.Suspend(TimeSpan.FromSeconds(1599) + (ticks * Tick));

        Assert.Equal(goesOnAtOnce, bench.StartGet().IsCompleted);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task Where_the_renewal_is_slow_the_token_is_sent_after_the_budget_because_a_step_of_the_wall_looks_the_same()
    {
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        bench.Time.StepWall(TimeSpan.FromDays(1));
        var call = bench.StartGet();

        bench.Time.Advance(TimeSpan.FromSeconds(5) - Tick);
        Assert.False(call.IsCompleted);
        bench.Time.Advance(Tick);

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.True(bench.StartGet().IsCompletedSuccessfully);
        Assert.Equal([1, 1, 1], bench.Sent);
    }

    [Fact]
    public async Task Where_the_renewal_fails_the_token_is_sent_at_once()
    {
        using var bench = await WarmBench();
        bench.Network.Idp = _ => throw new HttpRequestException("The network is not up yet.");
        bench.Time.StepWall(TimeSpan.FromDays(1));

        Assert.Equal(HttpStatusCode.OK, (await bench.StartGet()).StatusCode);
        Assert.True(bench.StartGet().IsCompletedSuccessfully);
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n));
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.GetAsync();

        // The renewal stays due until it succeeds.
        Assert.Equal(3, bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_dies_while_its_renewal_is_waited_for_is_not_sent()
    {
        // H is 3599 s after send: three seconds are left, and the budget is five.
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromSeconds(3596));
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        bench.Time.StepWall(TimeSpan.FromDays(1));
        var call = bench.StartGet();

        bench.Time.Advance(TimeSpan.FromSeconds(30) - Tick);
        Assert.False(call.IsCompleted);
        bench.Time.Advance(Tick);

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => call);
        Assert.Contains(": no answer came within 30 s.", failure.Message, StringComparison.Ordinal);
        Assert.Equal([1], bench.Sent);
    }

    [Fact]
    public async Task A_previous_token_that_the_suspend_would_outlast_is_not_sent()
    {
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        Assert.Equal([1, 1], bench.Sent);

        bench.Time.Suspend(TimeSpan.FromMinutes(5));
        await bench.GetAsync();

        Assert.NotEqual(1, bench.Sent[^1]);
    }

    [Fact]
    public async Task A_token_in_doubt_serves_where_the_new_one_is_not_known_yet()
    {
        using var bench = await WarmBench();
        bench.Network.Api = token => token == 2 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        // Only the wall was set, so the token lives.
        bench.Time.StepWall(TimeSpan.FromDays(1));

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([1, 2, 1, 1], bench.Sent);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_a_suspend_has_outlasted_is_tried_once_and_its_refusal_teaches_nothing()
    {
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var isKnown = false;
        bench.Network.Api = token => token == 1 || (token == 2 && !isKnown) ? Refused() : FakeNetwork.Ok();
        HttpResponseMessage Refused()
        {
            isKnown = bench.Sent.Length > 3;
            return FakeNetwork.Refuse();
        }

        bench.Time.Suspend(TimeSpan.FromHours(2));
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([1, 2, 1, 2, 2], bench.Sent);

        // The next renewal keeps its previous token: the IdP was not taken for one that revokes on refresh.
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        await bench.GetAsync();
        Assert.Equal(3, bench.TokenRequests);
        Assert.Equal([2, 2], bench.Sent[^2..]);
    }

    [Fact]
    public async Task A_call_that_waits_for_a_young_token_takes_the_renewed_one_where_a_jump_puts_it_in_doubt()
    {
        var renewed = new TaskCompletionSource<HttpResponseMessage>();
        using var bench = RefusedYoungBench(n => n == 1 ? Task.FromResult(FakeNetwork.Grant(1)) : renewed.Task);
        var call = bench.StartGet();

        bench.Time.Suspend(TimeSpan.FromHours(2));
        await bench.Time.AdvanceAsync(TimeSpan.FromMilliseconds(50));
        renewed.SetResult(FakeNetwork.Grant(2));

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal([1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_call_whose_time_is_up_sends_the_token_in_doubt_rather_than_surface_a_401()
    {
        using var bench = RefusedYoungBench(n => n == 1 ? Task.FromResult(FakeNetwork.Grant(1)) : new TaskCompletionSource<HttpResponseMessage>().Task);
        var call = bench.StartGet();
        bench.Network.Api = _ => FakeNetwork.Ok();

        bench.Time.Suspend(TimeSpan.FromHours(2));
        await bench.Time.AdvanceAsync(TimeSpan.FromMilliseconds(50));
        await bench.Time.AdvanceAsync(TimeSpan.FromMilliseconds(4951));

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_call_whose_token_dies_while_it_is_waited_for_and_cannot_be_renewed_says_so()
    {
        // The token's last send is after half of its two seconds at the latest.
        using var bench = RefusedYoungBench(n => n == 1 ? Task.FromResult(FakeNetwork.Grant(1, "2")) : throw new HttpRequestException("no route"));

        using var response = await bench.Time.DriveAsync(bench.StartGet());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(SurfacedReason.RefreshFailed, SkewAwareDiagnostics.Of(response)!.Surfaced);
    }

    [Fact]
    public async Task Of_two_young_tokens_the_older_one_is_waited_for()
    {
        using var bench = new Bench();
        var start = bench.Time.GetUtcNow();
        bench.Network.Api = token => bench.Time.GetUtcNow() >= start + TimeSpan.FromSeconds(3 + 3 + token) ? FakeNetwork.Ok() : FakeNetwork.Refuse();
        var call = bench.StartGet();

        // The step asks for another token, which will be known a second later than the first.
        bench.Time.StepWall(TimeSpan.FromSeconds(3));

        using var response = await bench.Time.DriveAsync(call);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, bench.TokenRequests);
        Assert.Equal([1, 1, 1, 1, 1], bench.Sent[..5]);
    }

    [Fact]
    public async Task A_token_requested_before_the_jump_and_received_after_it_is_renewed_too()
    {
        using var bench = await WarmBench();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        bench.Network.Idp = n =>
        {
            if (n == 2)
            {
                bench.Time.Suspend(TimeSpan.FromSeconds(20));
                _ = bench.StartGet();
            }

            return Task.FromResult(FakeNetwork.Grant(n));
        };
        await bench.GetAsync();

        for (var call = 0; call < 10; call++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            await bench.GetAsync();
        }

        Assert.Equal(3, bench.TokenRequests);
        Assert.Equal(3, bench.Sent[^1]);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_to_and_fro_costs_two_renewals_and_one_per_thirty_seconds()
    {
        using var bench = await WarmBench();

        for (var second = 0; second < 120; second++)
        {
            bench.Time.StepWall(TimeSpan.FromSeconds(second % 2 == 0 ? 10 : -10));
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(bench.TokenRequests - 1, 2, 2 + 4);
    }

    [Fact]
    public async Task A_jump_before_the_first_token_request_concerns_no_token()
    {
        using var bench = new Bench();
        bench.Time.StepWall(TimeSpan.FromDays(1));

        await bench.GetAsync();
        await bench.GetAsync();

        Assert.Equal(1, bench.TokenRequests);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_step_is_reported_once(int seconds)
    {
        var (time, clock, monitor) = NewMonitor();

        time.StepWall(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(seconds), monitor.Check(clock.Now));
        Assert.Equal(TimeSpan.Zero, monitor.Check(clock.Now));
    }

    [Fact]
    public void A_thread_that_rested_between_its_two_readings_reports_no_jump()
    {
        var (time, clock, monitor) = NewMonitor();
        var now = clock.Now;

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.Zero, monitor.Check(now));
        Assert.Equal(TimeSpan.Zero, monitor.Check(clock.Now));
    }

    [Fact]
    public void A_thread_that_rested_reports_a_step_as_long_as_it_was()
    {
        var (time, clock, monitor) = NewMonitor();
        var now = clock.Now;

        time.Advance(TimeSpan.FromSeconds(3));
        time.StepWall(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(10), monitor.Check(now));
    }

    [Property(Arbitrary = [typeof(Steps)], QuietOnSuccess = true)]
    public async Task<bool> Without_the_monitor_no_wall_clock_changes_what_is_sent_and_with_it_each_forward_jump_costs_one_token_request_at_most(int[] stepsInSeconds)
    {
        var still = await TranscriptAsync([.. stepsInSeconds.Select(_ => 0)], isOn: false);
        var stepped = await TranscriptAsync(stepsInSeconds, isOn: false);
        var watched = await TranscriptAsync(stepsInSeconds, isOn: true);
        return stepped == still && watched.TokenRequests <= still.TokenRequests + stepsInSeconds.Count(step => step > 2);
    }

    private static async Task<(string Sent, int TokenRequests)> TranscriptAsync(int[] stepsInSeconds, bool isOn)
    {
        using var bench = new Bench(options => options.DetectDiscontinuities = isOn);
        foreach (var step in stepsInSeconds)
        {
            await bench.GetAsync();
            bench.Time.StepWall(TimeSpan.FromSeconds(step));
            bench.Time.Advance(TimeSpan.FromMinutes(7));
        }

        return (string.Join(' ', bench.Sent), bench.TokenRequests);
    }

    // Its first token is refused, and no other.
    private static Bench RefusedYoungBench(Func<int, Task<HttpResponseMessage>> idp)
    {
        var bench = new Bench();
        (bench.Network.Idp, bench.Network.Api) = (idp, token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok());
        return bench;
    }

    private static (ManualTime Time, ElapsedClock Clock, DiscontinuityMonitor Monitor) NewMonitor()
    {
        var time = new ManualTime();
        var clock = new ElapsedClock(time);
        return (time, clock, new DiscontinuityMonitor(clock));
    }

    private static async Task<Bench> WarmBench()
    {
        var bench = new Bench(options => (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0));
        await bench.GetAsync();
        return bench;
    }

    public static class Steps
    {
        public static Arbitrary<int> Seconds() => Gen.Choose(-100_000, 100_000).ToArbitrary();
    }
}
