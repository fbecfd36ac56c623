using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class RetryAfterTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData("7", null, 7)]
    [InlineData("0", null, 0)]
    [InlineData("Wed, 01 Jan 2025 00:00:30 GMT", "Wed, 01 Jan 2025 00:00:00 GMT", 30)]
    [InlineData("Wed, 01 Jan 2025 00:00:00 GMT", "Wed, 01 Jan 2025 00:00:30 GMT", 0)]
    [InlineData("Wed, 01 Jan 2025 00:00:30 GMT", null, null)]
    [InlineData("soon", "Wed, 01 Jan 2025 00:00:00 GMT", null)]
    [InlineData("-5", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData(null, "Wed, 01 Jan 2025 00:00:00 GMT", null)]
    public void Seconds_are_taken_as_they_are_and_a_date_only_against_the_answers_own(string? retryAfter, string? date, int? seconds)
    {
        using var response = Unavailable(retryAfter, date);

        Assert.Equal(seconds, (int?)RetryAfter.Read(response.Headers)?.TotalSeconds);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_date_means_the_same_wait_whatever_the_clients_wall_clock_reads(int hoursAhead)
    {
        using var bench = new Bench();
        bench.Time.StepWall(TimeSpan.FromHours(hoursAhead));
        await FailWith(bench, () => Unavailable("Wed, 01 Jan 2025 00:01:00 GMT", "Wed, 01 Jan 2025 00:00:00 GMT"));

        bench.Time.Advance(TimeSpan.FromSeconds(60) - Tick);
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        Assert.Equal(1, bench.TokenRequests);
        bench.Time.Advance(Tick);

        Assert.Equal(200, await bench.GetAsync());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_step_of_the_wall_clock_neither_freezes_nor_ends_the_pause(int hours)
    {
        using var bench = new Bench();
        await FailWith(bench, () => Unavailable("20"));

        bench.Time.StepWall(TimeSpan.FromHours(hours));
        bench.Time.Advance(TimeSpan.FromSeconds(20) - Tick);
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        bench.Time.Advance(Tick);

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_year_gets_the_cap()
    {
        using var bench = new Bench(options => options.MaxRetryAfter = TimeSpan.FromSeconds(90));
        await FailWith(bench, () => Unavailable("31536000"));

        bench.Time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task In_the_pause_callers_fail_at_once_and_are_told_when_the_next_try_is_due()
    {
        using var bench = new Bench();
        await FailWith(bench, () => Unavailable("20"));
        bench.Time.Advance(TimeSpan.FromSeconds(7.5));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.Equal(
            "Cannot get an access token from https://idp.example/oauth/token: it refused (status 503). The next try is due in 12.5 s.", failure.Message);
        Assert.Equal(TimeSpan.FromSeconds(12.5), failure.RetryAfter);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_thousand_callers_of_a_refused_client_cost_one_request_per_memory_and_nothing_latches()
    {
        using var bench = new Bench();
        await FailWith(bench, () => FakeNetwork.Json(HttpStatusCode.Unauthorized, "{\"error\":\"invalid_client\"}"));
        for (var call = 0; call < 1000; call++)
            Assert.False((await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet())).IsTransient);

        bench.Time.Advance(TimeSpan.FromSeconds(30) - Tick);
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        Assert.Equal(1, bench.TokenRequests);
        bench.Time.Advance(Tick);

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task While_the_token_lives_a_refusal_of_the_renewal_disturbs_no_caller()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"unauthorized_client\"}"));

        for (var call = 0; call < 100; call++)
            Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(2, bench.TokenRequests);
    }

    [Property(Arbitrary = [typeof(Worlds)], MaxTest = 20, QuietOnSuccess = true)]
    public async Task<bool> The_next_token_request_comes_neither_before_the_servers_date_nor_after_the_cap_under_any_skew(World world)
    {
        using var bench = new Bench(options => options.MaxRetryAfter = TimeSpan.FromMinutes(5));
        bench.Time.StepWall(TimeSpan.FromSeconds(world.SkewSeconds));
        var server = DateTimeOffset.UnixEpoch.AddYears(55).AddMilliseconds(world.ServerMs);
        var until = server.AddSeconds(world.AskedSeconds);
        await FailWith(bench, () => Unavailable(until.ToString("r"), server.ToString("r")));

        // What the server's own clock reads at the next request: its second is floored in both headers, so up to a second is lost in writing.
        var waited = TimeSpan.Zero;
        for (; bench.TokenRequests == 1; waited += TimeSpan.FromMilliseconds(50))
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(50));
            _ = bench.StartGet().ContinueWith(call => call.Exception, TaskScheduler.Default);
        }

        var floored = until.AddTicks(-(until.Ticks % TimeSpan.TicksPerSecond));
        return server + waited >= (floored < server + bench.Options.MaxRetryAfter ? floored : server + bench.Options.MaxRetryAfter)
            && waited <= bench.Options.MaxRetryAfter + TimeSpan.FromMilliseconds(50);
    }

    public static class Worlds
    {
        public static Arbitrary<World> Cases() => Arb.From(
            from skew in Gen.Choose(-86_400, 86_400)
            from server in Gen.Choose(0, 10_000_000)
            from asked in Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(-100, 1000))
            select new World(skew, server, asked));
    }

    private static async Task FailWith(Bench bench, Func<HttpResponseMessage> answer)
    {
        bench.Network.Idp = n => Task.FromResult(n == 1 ? answer() : FakeNetwork.Grant(n));
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
    }

    private static HttpResponseMessage Unavailable(string? retryAfter = null, string? date = null)
    {
        var response = FakeNetwork.Json(HttpStatusCode.ServiceUnavailable, "{}");
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (date is not null)
            response.Headers.TryAddWithoutValidation("Date", date);
        return response;
    }

    public sealed record World(int SkewSeconds, int ServerMs, int AskedSeconds);
}
