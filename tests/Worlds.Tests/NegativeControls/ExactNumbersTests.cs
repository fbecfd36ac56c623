using SkewLab.Verdicts.Metrics;

namespace SkewLab.Worlds.Tests.NegativeControls;

/// <summary>One caller, one call a minute from second 0 for three hours, tokens of an hour: the numbers follow from the articles' rules by hand.</summary>
[Collection(ControlLab.Name)]
public class ExactNumbersTests(ControlLab lab)
{
    private const string Ahead = "each: { clock: { offset: 600s } }";
    private const string Behind = "each: { clock: { offset: -2s } }";
    private const string Jump = "{ at: 1800s, jump: { clock: client, by: -600s } }";

    private static readonly ControlWorld ThreeHours = new()
    {
        Duration = "3h",
        Lifetime = "3600s",
        Traffic = "{ executor: constantArrivalRate, rate: 1/min, arrivals: even }",
    };

    [Theory]
    [InlineData("0s")]
    [InlineData("1ms")]
    public async Task With_the_API_600_s_ahead_server_time_estimate_fails_ten_calls_a_token_and_iat_offset_none(string oneWay)
    {
        var metrics = await lab.RunAsync(ThreeHours with { Api = Ahead, OneWay = oneWay }, "server-time-estimate", "iat-offset");

        // Fetched at 0, 3600 and 7200 s. The API refuses each from 3000 s after its iat on: ten calls, each sent twice with the same token.
        Expect(metrics["server-time-estimate"], failed: 30, wire: 60, tokenRequests: 3);
        // Each refused call fetches: at 3000, 6000 and 9000 s.
        Expect(metrics["iat-offset"], failed: 0, wire: 3, tokenRequests: 4);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("1ms")]
    public async Task With_the_wall_clock_set_back_600_s_server_time_estimate_fails_ten_calls_once_and_iat_offset_none(string oneWay)
    {
        var metrics = await lab.RunAsync(ThreeHours with { Timeline = Jump, OneWay = oneWay }, "server-time-estimate", "iat-offset");

        // The token of second 0 is dead at 3600 s; the estimate says so at 4200 s, and knows the new skew from then on.
        Expect(metrics["server-time-estimate"], failed: 10, wire: 20, tokenRequests: 3);
        // The call at 3600 s is refused and fetches; the next fetch is at 7200 s.
        Expect(metrics["iat-offset"], failed: 0, wire: 1, tokenRequests: 3);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("1ms")]
    public async Task With_the_API_2_s_behind_iat_offset_fails_the_first_call_of_every_other_token_and_needs_twice_as_many(string oneWay)
    {
        var metrics = await lab.RunAsync(ThreeHours with { Api = Behind, OneWay = oneWay }, "iat-offset");

        // At 0, 3600 and 7200 s: fetch, refused, fetch, refused. A minute later the second token is old enough.
        Expect(metrics["iat-offset"], failed: 3, wire: 6, tokenRequests: 6);
    }

    private static void Expect(WorldMetrics metrics, long failed, long wire, long tokenRequests) =>
        Assert.Equal(
            (180L, failed, failed, wire, tokenRequests),
            (metrics.Requests, metrics.Requests - metrics.Ok, metrics.Surfaced401, metrics.Wire401, metrics.TokenRequests));
}
