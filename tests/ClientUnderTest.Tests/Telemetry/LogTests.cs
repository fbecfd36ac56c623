using System.Net;

namespace SkewLab.Client.Tests.Telemetry;

public class LogTests
{
    [Fact]
    public async Task A_new_token_is_logged_with_its_times_counted_from_its_request()
    {
        using var bench = PerfectBench();
        bench.Time.Advance(TimeSpan.FromMinutes(10));

        await bench.GetAsync();

        // H = 3599 s, margin 60 s, jitter 7.5 s.
        Assert.Contains(
            bench.Lines,
            line => line.EndsWith(" is generation 1; it is renewed after 00:58:51.5000000 and not sent after 00:59:59.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_of_unknown_life_is_logged_without_times()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\"}"));

        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        await bench.GetAsync();

        Assert.Contains(
            bench.Lines, line => line.EndsWith(" is generation 1; it is renewed after (null) and not sent after (null).", StringComparison.Ordinal));
        Assert.Contains(bench.Lines, line => line.EndsWith(" again; it is asked again after (null).", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_comes_again_is_logged_with_the_pause_that_follows()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3600 - 61));

        await bench.GetAsync();

        // H is 3599 s after send: a tenth of the 60 s that are left.
        Assert.Contains(bench.Lines, line => line.EndsWith(" again; it is asked again after 00:00:06.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_client_learns_of_its_surroundings_is_logged_once()
    {
        using var bench = PerfectBench();
        await bench.GetAsync();
        bench.Time.StepWall(TimeSpan.FromSeconds(3));
        await bench.GetAsync();
        await bench.GetAsync();

        Assert.Single(
            bench.Lines,
            "The wall clock jumped 00:00:03 ahead of elapsed time: it was stepped, or this machine was suspended. The token is renewed to be safe.");
    }

    [Fact]
    public async Task A_refusal_is_logged_with_where_its_token_stood_and_what_is_done()
    {
        using var bench = PerfectBench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        await bench.GetAsync();

        Assert.Single(bench.Lines, line => line.EndsWith(", Mature, was refused: Refresh, resend: True.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_IdP_that_revokes_on_refresh_is_logged_once()
    {
        using var bench = PerfectBench();
        bench.Network.Api = token => token < bench.TokenRequests ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        for (var renewal = 0; renewal < 3; renewal++)
        {
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromSeconds(3540));
        }

        Assert.Single(bench.Lines, "The previous token was refused right after a renewal; new tokens are used at once from now on.");
    }

    [Fact]
    public async Task A_renewal_that_is_held_back_is_logged()
    {
        using var bench = PerfectBench(options => options.MaxSends = 1);
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        await bench.GetAsync();
        Assert.DoesNotContain(bench.Lines, line => line.Contains("too many renewals", StringComparison.Ordinal));

        await bench.GetAsync();

        Assert.Single(
            bench.Lines,
            line =>
                line.EndsWith(" was refused and is not renewed: too many renewals were forced lately. The 401 goes to the caller.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_hold_down_grows_by_the_age_of_a_refused_token_when_it_is_accepted_and_by_no_other()
    {
        using var bench = PerfectBench();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        var knownAt = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        bench.Network.Api = _ => bench.Time.GetUtcNow() < knownAt ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        await bench.GetAsync();

        Assert.Single(
            bench.Lines,
            line =>
                line.StartsWith("A token was accepted 00:00:0", StringComparison.Ordinal)
                    && line.Contains(" after it was refused as young; the hold-down is now 00:00:0", StringComparison.Ordinal));

        using var other = PerfectBench();
        other.Network.Api = token => other.Sent.Length == 1 ? FakeNetwork.Refuse(null, HttpStatusCode.ServiceUnavailable) : FakeNetwork.Ok();
        await other.GetAsync();
        other.Time.Advance(TimeSpan.FromSeconds(4));
        await other.GetAsync();

        Assert.DoesNotContain(other.Lines, line => line.StartsWith("A token was accepted", StringComparison.Ordinal));
    }

    private static Bench PerfectBench(Action<SkewAwareOptions>? configure = null) => new(options =>
    {
        (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0);
        configure?.Invoke(options);
    });
}
