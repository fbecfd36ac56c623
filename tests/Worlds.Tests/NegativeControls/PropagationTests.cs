namespace SkewLab.Worlds.Tests.NegativeControls;

[Collection(ControlLab.Name)]
public class PropagationTests(ControlLab lab)
{
    private static readonly string[] Scheduled =
    [
        "naive-expiry",
        "exp-minus-5s",
        "post-refresh-delay",
        "post-refresh-delay-locked",
        "skew-buffer",
        "server-time-estimate",
        "inert-config",
    ];
    private static readonly string[] Forced = ["iat-offset", "iat-offset-unlocked"];

    [Theory]
    [InlineData("uniform(0s, 500ms)")]
    [InlineData("uniform(0s, 2s)")]
    public async Task Whoever_sends_a_new_token_at_once_or_after_a_fixed_second_surfaces_401s(string learnsTokenAfter)
    {
        var metrics = await lab.RunAsync(World(learnsTokenAfter), [.. Scheduled, .. Forced]);

        foreach (var (strategy, numbers) in metrics)
            Assert.True(numbers.Surfaced401 > 0, strategy);
    }

    [Fact]
    public async Task Forcing_a_token_that_nobody_knows_yet_multiplies_token_requests()
    {
        var metrics = await lab.RunAsync(World("uniform(0s, 2s)"), "naive-expiry", "iat-offset", "iat-offset-unlocked", "reactive-retry");

        foreach (var strategy in new[] { "iat-offset", "iat-offset-unlocked", "reactive-retry" })
        {
            Assert.True(metrics[strategy].TokenRequests >= 2 * metrics["naive-expiry"].TokenRequests, strategy);
            Assert.True(metrics[strategy].Surfaced401 > 0, strategy);
        }
    }

    [Fact]
    public async Task A_second_of_waiting_helps_for_half_a_second_of_propagation_and_loses_to_two()
    {
        var half = await lab.RunAsync(World("uniform(0s, 500ms)"), "post-refresh-delay-locked");
        var two = await lab.RunAsync(World("uniform(0s, 2s)"), "post-refresh-delay-locked");

        Assert.Equal(0, half["post-refresh-delay-locked"].FirstAfterRefresh401);
        Assert.True(two["post-refresh-delay-locked"].FirstAfterRefresh401 > 0);
    }

    [Fact]
    public async Task Whoever_waits_with_the_same_token_surfaces_none()
    {
        // The two that keep the token, the one on purpose, the other because its refresh is vetoed: 50 sends take longer than two seconds in this world.
        var metrics = await lab.RunAsync(World("uniform(0s, 2s)"), "young-token-resend", "guarded-refresh");

        foreach (var (strategy, numbers) in metrics)
            Assert.True(numbers is { Surfaced401: 0, Exceptions: 0, Wire401: > 0 }, strategy);
    }

    private static ControlWorld World(string learnsTokenAfter) => new()
    {
        Lifetime = "150s",
        OneWay = "25ms",
        Api = $"nodes: 4, each: {{ learnsTokenAfter: \"{learnsTokenAfter}\" }}",
        Traffic = "{ executor: constantArrivalRate, rate: 1/s }",
    };
}
