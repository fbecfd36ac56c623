namespace SkewLab.Worlds.Tests.NegativeControls;

[Collection(ControlLab.Name)]
public class HarmlessClocksTests(ControlLab lab)
{
    private static readonly string[] ImmuneToOffset = ["naive-expiry", "skew-buffer", "server-time-estimate", "iat-offset"];

    [Fact]
    public async Task With_perfect_clocks_naive_expiry_surfaces_a_few_401s_per_lifetime_and_those_with_a_buffer_none()
    {
        var metrics = await lab.RunAsync(
            new() { Duration = "2h", Traffic = "{ executor: constantArrivalRate, rate: 2/s }" },
            "naive-expiry", "exp-minus-5s", "skew-buffer", "server-time-estimate", "iat-offset");

        // It counts from receipt, up to a second and 15 ms after the floored iat: two calls a lifetime on average, in twelve lifetimes.
        Assert.InRange(metrics["naive-expiry"].Surfaced401, 1, 2 * 12);
        foreach (var (strategy, numbers) in metrics.Where(pair => pair.Key != "naive-expiry"))
            Assert.True(numbers is { Wire401: 0, Surfaced401: 0, Exceptions: 0 }, strategy);
    }

    [Fact]
    public async Task A_constant_client_offset_of_any_size_costs_no_401_where_both_ends_of_a_life_are_read_on_one_clock()
    {
        var perfect = await lab.RunAsync(new(), ImmuneToOffset);

        foreach (var offset in new[] { "-1d", "-1h", "+1h", "+1d" })
        {
            var metrics = await lab.RunAsync(new() { Clock = $"offset: {offset}" }, ImmuneToOffset);
            foreach (var strategy in ImmuneToOffset)
                Assert.True(
                    (perfect[strategy].Surfaced401, perfect[strategy].Wire401) == (metrics[strategy].Surfaced401, metrics[strategy].Wire401),
                    $"{strategy} at {offset}");
        }
    }

    [Fact]
    public async Task A_client_an_hour_behind_fails_most_calls_of_exp_minus_5s()
    {
        var metrics = (await lab.RunAsync(new() { Duration = "2h", Clock = "offset: -1h" }, "exp-minus-5s"))["exp-minus-5s"];

        // A token of 600 s is kept for 4195 s.
        Assert.InRange(metrics.Surfaced401Rate, 0.75, 0.9);
    }

    [Fact]
    public async Task A_client_an_hour_ahead_refreshes_on_every_call_of_exp_minus_5s_and_needs_no_more_than_that()
    {
        var metrics = (await lab.RunAsync(new() { Duration = "10m", Clock = "offset: +1h" }, "exp-minus-5s"))["exp-minus-5s"];

        Assert.Equal((metrics.Requests, 0L), (metrics.TokenRequests, metrics.Wire401));
    }

    [Fact]
    public async Task A_setting_that_nobody_reads_changes_no_number_of_naive_expiry()
    {
        var metrics = await lab.RunAsync(new(), "naive-expiry", "inert-config");

        Assert.Equal(metrics["naive-expiry"], metrics["inert-config"]);
    }

    [Fact]
    public async Task A_strategy_that_cannot_run_fails_every_call_and_sends_nothing()
    {
        var metrics = (await lab.RunAsync(new() { Duration = "10m" }, "server-time-estimate-as-printed"))["server-time-estimate-as-printed"];

        Assert.Equal((metrics.Requests, 0L, 0L, 0L), (metrics.Exceptions, metrics.Ok, metrics.TokenRequests, metrics.SendsPerRequestMax));
    }
}
