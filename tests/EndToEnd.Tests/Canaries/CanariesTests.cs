using System.Reflection;
using SkewLab.ClientContract;

namespace SkewLab.EndToEnd.Tests.Canaries;

/// <summary>What the pump takes for granted of the runtime (docs/pump.md), tried in a runner: a servicing release that changes one of these is noticed
/// here.</summary>
public class CanariesTests
{
    private const int Runs = 6;

    public static TheoryData<string> PoolUsers => [.. NamesOf<PoolCanary>(), "canary-order", "canary-one-processor"];

    public static TheoryData<string> TimerUsers => [.. NamesOf<TimerCanary>()];

    [Theory]
    [MemberData(nameof(PoolUsers))]
    public async Task The_pool_counts_what_is_handed_to_it_and_runs_it_in_one_order_on_one_thread(string strategy)
    {
        var metrics = OneRunner.SoundResultOf((await Worlds.RunAsync(Worlds.With(strategy)))[0]).Metrics;

        Assert.True(metrics.Requests > 0);
        Assert.Equal(metrics.Requests, metrics.Ok);
    }

    [Theory]
    [MemberData(nameof(TimerUsers))]
    public async Task Every_start_of_a_timer_on_the_machines_clock_is_heard(string strategy)
    {
        var result = OneRunner.ResultOf((await Worlds.RunAsync(Worlds.With(strategy)))[0]);

        Assert.StartsWith("a timer was started on the machine's clock; ", result.Unsound, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_world_that_uses_the_pool_in_every_way_leaves_one_trace()
    {
        var request = Worlds.With("pool-user");

        var here = await Worlds.RunAsync([.. Enumerable.Repeat(request, Runs)]);
        var elsewhere = await Worlds.RunAsync([.. Enumerable.Repeat(request, Runs)]);

        Assert.Single(here.Concat(elsewhere).Select(message => OneRunner.SoundResultOf(message).TraceSha256).Distinct());
    }

    private static IEnumerable<string> NamesOf<T>() => typeof(T).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(T)))
        .Select(type => type.GetCustomAttribute<StrategyAttribute>()!.Name)
        .Order(StringComparer.Ordinal);
}
