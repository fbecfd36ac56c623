using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Network;

namespace SkewLab.Simulation.Tests.Network;

public sealed class LinkTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_link_that_nothing_is_said_of_is_instant_and_lossless_and_waits_100_seconds()
    {
        var link = new Link(new LinkSection(), 1, "client-1", "idp");

        var fates = Legs(100).Select(leg => link.Decide(leg));

        Assert.All(fates, fate => Assert.Equal(LegFate.Pass, fate));
        Assert.Equal(TimeSpan.FromSeconds(100), link.Timeout);
    }

    [Fact]
    public void Delays_of_several_rules_add_up()
    {
        var link = new Link(TestScenario.OneWay(5 * Millisecond), 1, "client-1", "idp");
        link.Add(new Fixed(LegFate.Deliver(7 * Millisecond)));

        var fate = link.Decide(Request(1));

        Assert.Equal(LegFate.Deliver(12 * Millisecond), fate);
    }

    [Fact]
    public void A_drop_wins_over_every_delay_and_ends_the_asking()
    {
        var last = new Fixed(LegFate.Pass);
        var link = new Link(TestScenario.OneWay(5 * Millisecond), 1, "client-1", "idp");
        link.Add(new Fixed(LegFate.Drop));
        link.Add(last);

        var fate = link.Decide(Request(1));

        Assert.Equal(LegFate.Drop, fate);
        Assert.Equal(0, last.Asked);
    }

    [Fact]
    public void The_same_leg_meets_the_same_fate_whatever_was_sent_before()
    {
        var section = new LinkSection { OneWay = Distribution.Lognormal(20 * Millisecond, 0.5m), Loss = 0.1 };
        var (one, other) = (new Link(section, 9, "client-1", "api-2"), new Link(section, 9, "client-1", "api-2"));

        var inOrder = Legs(500).Select(leg => one.Decide(leg)).ToArray();
        var reversed = Legs(500).Reverse().Select(leg => other.Decide(leg)).Reverse().ToArray();

        Assert.Equal(inOrder, reversed);
    }

    [Theory]
    [InlineData(9, "client-1", "api-3")]
    [InlineData(9, "client-2", "api-2")]
    [InlineData(10, "client-1", "api-2")]
    public void Another_link_or_seed_draws_other_delays(ulong seed, string client, string node)
    {
        var section = new LinkSection { OneWay = Distribution.Uniform(TimeSpan.Zero, TimeSpan.FromHours(1)) };
        var (one, other) = (new Link(section, 9, "client-1", "api-2"), new Link(section, seed, client, node));

        var equal = Legs(100).Count(leg => one.Decide(leg) == other.Decide(leg));

        Assert.Equal(0, equal);
    }

    [Fact]
    public void Both_legs_and_every_attempt_of_a_call_draw_for_themselves()
    {
        var link = new Link(new LinkSection { OneWay = Distribution.Uniform(TimeSpan.Zero, TimeSpan.FromHours(1)) }, 1, "client-1", "idp");

        var delays = new[] { Request(1), Response(1), Request(1) with { Attempt = 2 }, Response(1) with { Attempt = 2 }, Request(2) }.Select(leg => link.Decide(leg).Delay);

        Assert.Equal(5, delays.Distinct().Count());
    }

    [Fact]
    public void When_a_leg_is_sent_does_not_change_its_delay()
    {
        var link = new Link(new LinkSection { OneWay = Distribution.Exponential(Millisecond) }, 1, "client-1", "idp");

        var (early, late) = (link.Decide(Request(1)), link.Decide(Request(1) with { SentAt = TimeSpan.FromDays(1) }));

        Assert.Equal(early, late);
    }

    [Theory]
    [InlineData(0.3, 0, 0, 0.3, 0.3)]
    [InlineData(0, 0.3, 0, 0.3, 0)]
    [InlineData(0, 0, 0.3, 0, 0.3)]
    [InlineData(0.5, 0.5, 0, 0.75, 0.5)] // Both chances count: 1 - 0.5 x 0.5.
    [InlineData(1, 0.2, 0.2, 1, 1)]
    public void Each_direction_loses_its_share(double loss, double requestLoss, double responseLoss, double lostRequests, double lostResponses)
    {
        var link = new Link(new LinkSection { Loss = loss, RequestLoss = requestLoss, ResponseLoss = responseLoss }, 5, "client-1", "idp");

        var requests = Share(Enumerable.Range(1, 20_000).Select(call => link.Decide(Request(call))));
        var responses = Share(Enumerable.Range(1, 20_000).Select(call => link.Decide(Response(call))));

        // The standard deviation of a share of 20,000 is at most sqrt(1/4 / 20,000) = 0.0035.
        Assert.InRange(requests, lostRequests - 0.015, lostRequests + 0.015);
        Assert.InRange(responses, lostResponses - 0.015, lostResponses + 0.015);
    }

    [Fact]
    public void A_lost_request_says_nothing_about_its_answer()
    {
        var link = new Link(new LinkSection { Loss = 0.5 }, 5, "client-1", "idp");

        var both = Enumerable.Range(1, 20_000).Count(call => link.Decide(Request(call)).IsDropped && link.Decide(Response(call)).IsDropped);

        // A quarter of them, 5,000; the standard deviation is 61.
        Assert.InRange(both, 4_750, 5_250);
    }

    [Fact]
    public void A_scripted_loss_takes_the_next_legs_of_its_direction_and_no_more()
    {
        var link = new Link(new LinkSection(), 1, "client-1", "idp");
        link.Add(new ScriptedLoss(LegDirection.Response, times: 2));

        var lost = new[] { Request(1), Response(1), Request(2), Response(2), Request(3), Response(3) }.Select(leg => link.Decide(leg).IsDropped);

        Assert.Equal([false, true, false, true, false, false], lost);
    }

    [Fact]
    public void What_added_a_rule_takes_that_one_away_and_no_other()
    {
        var link = new Link(new LinkSection { OneWay = Distribution.Constant(Millisecond), RequestLoss = 1 }, 1, "client-1", "idp");
        var late = new Fixed(LegFate.Deliver(Millisecond));
        var first = link.Add(late);
        link.Add(late);

        first.Dispose();
        first.Dispose();

        Assert.Equal(LegFate.Drop, link.Decide(Request(1)));
        // The link's own millisecond, and the rule's as often as it still stands there: once.
        Assert.Equal(LegFate.Deliver(2 * Millisecond), link.Decide(Response(1)));
    }

    private static Leg Request(long call) => new(LegDirection.Request, call, 1, TimeSpan.Zero);

    private static Leg Response(long call) => new(LegDirection.Response, call, 1, TimeSpan.Zero);

    private static IEnumerable<Leg> Legs(int calls) => Enumerable.Range(1, calls).SelectMany(call => new[] { Request(call), Response(call) });

    private static double Share(IEnumerable<LegFate> fates) => fates.Average(fate => fate.IsDropped ? 1.0 : 0.0);

    private sealed class Fixed(LegFate fate) : ILinkRule
    {
        public int Asked { get; private set; }

        public LegFate Decide(in Leg leg)
        {
            Asked++;
            return fate;
        }
    }
}
