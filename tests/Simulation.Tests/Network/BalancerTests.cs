using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Simulation.Network;

namespace SkewLab.Simulation.Tests.Network;

public sealed class BalancerTests
{
    [Fact]
    public void Round_robin_gives_consecutive_calls_consecutive_nodes()
    {
        var balancer = new Balancer(Balancing.RoundRobin, 3, seed: 1);

        var nodes = Enumerable.Range(1, 7).Select(call => balancer.Choose(0, call, 1));

        Assert.Equal([2, 0, 1, 2, 0, 1, 2], nodes);
    }

    [Fact]
    public void Round_robin_gives_a_retry_the_next_node()
    {
        var balancer = new Balancer(Balancing.RoundRobin, 3, seed: 1);

        var nodes = Enumerable.Range(1, 4).Select(attempt => balancer.Choose(0, 1, attempt));

        Assert.Equal([2, 0, 1, 2], nodes);
    }

    [Fact]
    public void A_sticky_client_meets_one_node_whatever_it_calls()
    {
        var balancer = new Balancer(Balancing.Sticky, 8, seed: 7);

        var nodes = Enumerable.Range(0, 100).Select(client => Enumerable.Range(1, 20).Select(call => balancer.Choose(client, call, call % 3)).Distinct().ToArray()).ToArray();

        Assert.All(nodes, met => Assert.Single(met));
        Assert.Equal(8, nodes.SelectMany(met => met).Distinct().Count());
    }

    [Fact]
    public void A_random_node_depends_on_call_and_attempt_alone()
    {
        var (one, other) = (new Balancer(Balancing.Random, 8, seed: 7), new Balancer(Balancing.Random, 8, seed: 7));
        _ = other.Choose(1, 5, 1);

        var forwards = Enumerable.Range(1, 50).Select(call => one.Choose(0, call, 1)).ToArray();
        var backwards = Enumerable.Range(1, 50).Reverse().Select(call => other.Choose(3, call, 1)).Reverse().ToArray();

        Assert.Equal(forwards, backwards);
        Assert.NotEqual(forwards, Enumerable.Range(1, 50).Select(call => one.Choose(0, call, 2)));
        Assert.NotEqual(forwards, Enumerable.Range(1, 50).Select(call => new Balancer(Balancing.Random, 8, seed: 8).Choose(0, call, 1)));
    }

    [Fact]
    public void A_random_node_is_any_with_equal_chances()
    {
        var balancer = new Balancer(Balancing.Random, 8, seed: 1);

        var counts = Enumerable.Range(1, 80_000).CountBy(call => balancer.Choose(0, call, 1)).Select(count => count.Value).ToArray();

        // 10,000 each; the standard deviation is sqrt(80,000 x 1/8 x 7/8) = 94.
        Assert.Equal(8, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    // Requests that no call asked for are counted downwards from -1.
    [Property(QuietOnSuccess = true)]
    public bool A_choice_is_always_a_node_that_there_is(byte nodes, int call, Balancing balancing)
    {
        var node = new Balancer(balancing, nodes + 1, seed: 3).Choose(0, call, 1);
        return node >= 0 && node <= nodes;
    }
}
