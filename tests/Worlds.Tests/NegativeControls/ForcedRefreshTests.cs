namespace SkewLab.Worlds.Tests.NegativeControls;

[Collection(ControlLab.Name)]
public class ForcedRefreshTests(ControlLab lab)
{
    [Fact]
    public async Task An_API_node_2_s_behind_makes_those_who_force_a_token_at_each_401_storm()
    {
        // Eight callers that do not start together: callers in step all sleep reactive-retry's second at once, and let a token grow old by it.
        var callers = string.Join(", ", Enumerable.Range(0, 8).Select(caller => $"{{ executor: constantVus, vus: 1, pause: 500ms, start: {caller * 130}ms }}"));
        var world = new ControlWorld { Duration = "1m", Api = "each: { clock: { offset: -2s } }", Traffic = callers };

        var metrics = await lab.RunAsync(world, "iat-offset", "reactive-retry", "naive-expiry");

        foreach (var strategy in new[] { "iat-offset", "reactive-retry" })
        {
            Assert.Equal(metrics[strategy].Requests, metrics[strategy].Surfaced401);
            Assert.InRange(metrics[strategy].TokenRequests, metrics[strategy].Requests, 2 * metrics[strategy].Requests + 1);
        }

        // Who forces nothing gets well by waiting.
        Assert.Equal(1, metrics["naive-expiry"].TokenRequests);
        Assert.InRange(metrics["naive-expiry"].Surfaced401, 1, 40);
    }

    [Fact]
    public async Task A_revoked_token_is_sent_to_its_end_by_those_who_resend_what_is_cached_and_replaced_at_once_by_those_who_force()
    {
        var world = new ControlWorld
        {
            Duration = "2h",
            Lifetime = "1h",
            Timeline = "{ at: 90m, revoke: newestToken }",
            Traffic = "{ executor: constantArrivalRate, rate: 6/min, arrivals: even }",
        };

        var metrics = await lab.RunAsync(world, "skew-buffer", "server-time-estimate", "iat-offset", "reactive-retry");

        foreach (var strategy in new[] { "skew-buffer", "server-time-estimate" })
        {
            // From 5400 s to the refresh at 7140 s: a call every 10 s, each sent twice.
            Assert.Equal((174L, 348L), (metrics[strategy].Surfaced401, metrics[strategy].Wire401));
        }

        Assert.Equal((0L, 1L), (metrics["iat-offset"].Surfaced401, metrics["iat-offset"].Wire401));
        // Its first 401 was the end of the first token's life.
        Assert.Equal((0L, 2L), (metrics["reactive-retry"].Surfaced401, metrics["reactive-retry"].Wire401));
    }
}
