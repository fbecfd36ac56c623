using SkewLab.Comparators;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Verdicts.Tests;

public sealed class WorldRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_result_names_what_was_run_and_the_hash_of_its_trace()
    {
        var world = SteppedWorld.Run(Lasting(10 * Second, Even("1/s")), new NaiveExpiry(), seed: 42, strategy: "naive-expiry");

        var result = world.Result;
        Assert.Equal(("test", "naive-expiry", 42UL, Verdict.None, 10.0), (result.Scenario, result.Strategy, result.Seed, result.Verdict, result.VirtualDurationSeconds));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(world.Trace)), result.TraceSha256);
        Assert.Null(result.First);
        Assert.Empty(result.Unauthorized);
    }

    [Fact]
    public void The_late_node_is_reproduced_by_a_client_that_does_not_retry()
    {
        var scenario = LateNode() with
        {
            Expect = new Dictionary<string, ExpectationSection>
            {
                ["*"] = new() { Reproduces = new Dictionary<string, MetricRange> { ["surfaced401"] = MetricRange.Parse("1", MetricUnit.Count) } },
            },
        };

        var result = SteppedWorld.Run(scenario, new NaiveExpiry()).Result;

        Assert.Equal(Verdict.Reproduced, result.Verdict);
        var cause = Assert.Single(result.UnauthorizedByCause);
        Assert.Equal(("not_propagated", 1, 1, 1), (cause.Cause, cause.Wire, cause.Surfaced, cause.FirstAfterRefresh));
        Assert.Equal(
        [
            "api-1 learns of a new token 800 ms after it is issued; the requests came 60 ms after.",
            "Later requests with the same tokens: 4 got 200, none was refused for this again.",
            "Not clock skew: the clocks differ by up to 2 s, but this check reads none of them.",
        ], cause.Explanation);
        var listed = Assert.Single(result.Unauthorized);
        Assert.Equal(
            new UnauthorizedResult(
                0.08, "api-1", "at#1", 1, "not_propagated", "at#1 was issued 0.06 s ago and api-1 learns of it 0.8 s after its issue: 0.74 s too early; send the same token again", true),
            listed);
    }

    [Fact]
    public void The_first_401_is_told_step_by_step_with_every_clock()
    {
        var first = SteppedWorld.Run(LateNode(), new NaiveExpiry()).Result.First!;

        Assert.Equal(
        [
            new(0, "client-1", "asks for a token"),
            new(0.02, "idp", "issues at#1"),
            new(0.04, "client-1", "has at#1"),
            new(0.04, "client-1", "sends at#1 to api-1"),
            new(0.08, "api-1", "401 token not known yet, 740 ms too early"),
            new(0.82, "api-1", "learns of at#1"),
            new(1.04, "api-1", "200, at#1 again"),
        ], first.Steps);
        Assert.Equal(new Dictionary<string, double> { ["api-1"] = 0, ["client-1"] = 2000, ["idp"] = 0 }, first.ClockOffsetsMs);
        Assert.Equal(740, first.MarginMs);
    }

    [Fact]
    public void A_401_without_a_token_has_no_story()
    {
        var first = SteppedWorld.Run(Lasting(Second, OneCallAt(TimeSpan.Zero)), ActingClient.Plain).Result.First!;

        Assert.Equal([new(0, "client-1", "sends no token to api-1"), new(0, "api-1", "401 no token sent")], first.Steps);
        Assert.Equal(("missing_token", "no token", null), (first.Cause, first.Token, first.MarginMs));
    }

    [Fact]
    public void An_unsound_world_is_never_judged()
    {
        var scenario = Lasting(Second, OneCallAt(TimeSpan.Zero)) with
        {
            Expect = new Dictionary<string, ExpectationSection> { ["*"] = new() { Requires = new Dictionary<string, MetricRange> { ["requests"] = MetricRange.Parse("1", MetricUnit.Count) } } },
        };

        var result = SteppedWorld.Run(scenario, new ActingClient((_, _, _) => new TaskCompletionSource<HttpResponseMessage>().Task)).Result;

        Assert.True(Assert.Single(result.Expectations).IsMet);
        Assert.Equal(Verdict.Unsound, result.Verdict);
    }

    [Fact]
    public void No_trace_depends_on_the_year_the_world_is_set_in()
    {
        static (string Hash, string First) RunIn(int year)
        {
            using var world = new SteppedWorld(LateNode(), new NaiveExpiry(), epoch: new(year, 1, 1, 0, 0, 0, TimeSpan.Zero));
            world.RunToEnd();
            return (world.Result.TraceSha256, world.Result.First!.Arithmetic);
        }

        Assert.Equal(RunIn(2030), RunIn(2040));
    }

    // 20 ms to the IdP, 40 ms to the API; a node that learns of a token 800 ms late; a client 2 s ahead.
    private static Scenario LateNode() => Lasting(5 * Second, Even("1/s")) with
    {
        Api = new() { Each = new() { LearnsTokenAfter = Distribution.Parse("800ms") } },
        Clients = new() { Clock = new() { Offset = Distribution.Parse("2s") } },
        Links = Links(("client -> idp", OneWay(TimeSpan.FromMilliseconds(20))), ("client -> api-*", OneWay(TimeSpan.FromMilliseconds(40)))),
    };
}
