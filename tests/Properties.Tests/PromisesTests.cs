using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Promises;
using Xunit.Abstractions;

namespace SkewLab.Properties.Tests;

/// <summary>The client's promises (docs/properties.md says more), each over generated worlds.</summary>
[Collection(PropertyLab.Name)]
public sealed class PromisesTests(PropertyLab lab, ITestOutputHelper output)
{
    // Shares of all simulations, in hundredths.
    [Fact]
    public Task P1_under_A_no_401_reaches_the_caller() => HoldsAsync(new SurfacesNothing(), 12);

    [Fact]
    public Task P2_under_A_a_warm_client_gets_no_401_on_the_wire() => HoldsAsync(new QuietWire(), 8);

    [Fact]
    public Task P3_with_the_monitor_off_the_wall_clock_changes_nothing_on_the_wire() => HoldsAsync(new WallClockIndependence(), 8);

    [Fact]
    public Task P3b_with_the_monitor_on_a_forward_jump_costs_one_token_request() => HoldsAsync(new MonitorCostsLittle(), 6);

    [Fact]
    public Task P4_at_most_one_token_request_is_under_way() => HoldsAsync(new SingleFlight(), 8);

    [Fact]
    public Task P5_token_requests_are_bounded() => HoldsAsync(new FewTokenRequests(), 8);

    [Fact]
    public Task P5b_jitter_is_drawn_once_per_token() => HoldsAsync(new JitterIsTheTokensOwn(), 4);

    [Fact]
    public Task P6_a_permanent_401_causes_no_storm() => HoldsAsync(new NoStormOfRefreshes(), 6);

    [Fact]
    public Task P7_no_dead_token_is_sent_once_a_newer_one_is_there() => HoldsAsync(new NothingDeadIsSent(), 6);

    [Fact]
    public Task P8_each_token_is_replaced_by_force_once_at_most() => HoldsAsync(new OneForcedRefreshPerToken(), 6);

    [Fact]
    public Task P9_what_is_not_the_token_is_sent_once() => HoldsAsync(new NotTheToken(), 4);

    [Fact]
    public Task P11_callers_who_give_up_change_nothing_for_others() => HoldsAsync(new CallersAreIndependent(), 6);

    [Fact]
    public Task P12_a_refresh_token_is_presented_twice_only_after_a_lost_answer() => HoldsAsync(new RefreshTokensAreUsedOnce(), 4);

    [Fact]
    public Task P13_retry_after_is_honoured_in_both_forms() => HoldsAsync(new RetryAfterIsHonoured(), 4);

    [Fact]
    public Task P14_after_the_last_fault_every_call_succeeds() => HoldsAsync(new NothingLatches(), 6);

    [Fact]
    public Task P17_no_comparator_does_better() => HoldsAsync(new Dominance(), 16);

    private async Task HoldsAsync(WorldProperty property, int share)
    {
        var settings = CampaignSettings.FromEnvironment();
        var campaign = new Campaign(lab, settings);
        var result = await campaign.RunAsync(property, settings.Simulations * share / 100);
        output.WriteLine($"seed {settings.Seed}: {result}");
        if (result.Failure is { } failure)
            Assert.Fail(FailureFile.Write(settings.FailuresFolder, property.Name, settings.Seed, settings.Replay is null ? await campaign.ShrinkAsync(property, failure) : failure));
        // A promise that no world puts to the test is not kept, it is not asked.
        Assert.True(settings.Replay is not null || result.Met * 4 >= result.Worlds, $"Only {result}");
    }
}
