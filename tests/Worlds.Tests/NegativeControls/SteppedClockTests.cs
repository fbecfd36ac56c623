namespace SkewLab.Worlds.Tests.NegativeControls;

[Collection(ControlLab.Name)]
public class SteppedClockTests(ControlLab lab)
{
    // Set back by an hour in the middle of the fourth token's life.
    private static readonly ControlWorld SetBack = new()
    {
        Duration = "2h",
        Traffic = "{ executor: constantArrivalRate, rate: 2/min, arrivals: even }",
        Timeline = "{ at: 35m, jump: { clock: client, by: -1h } }",
    };

    [Fact]
    public async Task A_wall_clock_set_back_an_hour_is_an_outage_of_nearly_an_hour_for_who_counts_on_it()
    {
        string[] strategies = ["naive-expiry", "exp-minus-5s", "skew-buffer", "server-time-estimate"];
        var metrics = await lab.RunAsync(SetBack, strategies);

        foreach (var strategy in strategies)
        {
            // From the token's end to the hour's: 3600 s less a buffer of at most 30 s, to the next of the calls that come every 30 s.
            Assert.InRange(metrics[strategy].LongestOutageSeconds, 3540, 3660);
            Assert.InRange(metrics[strategy].Surfaced401, 118, 240);
        }
    }

    [Fact]
    public async Task A_wall_clock_set_back_an_hour_makes_guarded_refresh_spin_up_to_its_cap()
    {
        var metrics = (await lab.RunAsync(SetBack, "guarded-refresh"))["guarded-refresh"];

        Assert.InRange(metrics.Exceptions, 118, 240);
        Assert.Equal(50, metrics.SendsPerRequestMax);
        // Besides, each token that was renewed in time met one 401.
        Assert.InRange(metrics.Wire401, 50 * metrics.Exceptions, 50 * metrics.Exceptions + metrics.TokenRequests);
        Assert.Equal(0, metrics.Surfaced401);
    }

    [Fact]
    public async Task Iat_offset_recovers_from_a_wall_clock_set_back_through_its_401s()
    {
        var metrics = (await lab.RunAsync(SetBack, "iat-offset"))["iat-offset"];

        Assert.Equal((0L, 1L), (metrics.Surfaced401, metrics.Wire401));
    }
}
