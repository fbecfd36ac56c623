using SkewLab.ClientContract;
using SkewLab.Comparators;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Tests.Support;
using SkewLab.Verdicts.Judging;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class WorldTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_call_that_waits_for_nothing_makes_the_world_stuck()
    {
        var forever = new ActingClient(async (_, request, send) =>
        {
            await send(request, CancellationToken.None).ConfigureAwait(false);
            return await new TaskCompletionSource<HttpResponseMessage>().Task.ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(Lasting(3 * Second, Even("1/s")) with { Clients = new() { Count = 1 } }, forever);

        Assert.Equal(
            "stuck: nothing is left to happen, yet 3 calls wait (call 1 of client-1, started at 00:00:00, 1 requests sent; call 2 of client-1, started at 00:00:01, 1 requests sent; "
            + "call 3 of client-1, started at 00:00:02, 1 requests sent)",
            world.Result.Unsound);
        Assert.Equal((Verdict.Unsound, 3), (world.Result.Verdict, world.Result.Metrics.Unfinished));
    }

    [Fact]
    public void A_stuck_world_names_five_calls_at_most()
    {
        var forever = new ActingClient((_, _, _) => new TaskCompletionSource<HttpResponseMessage>().Task);

        var world = SteppedWorld.Run(Lasting(9 * Second, Even("1/s")), forever);

        Assert.StartsWith("stuck: nothing is left to happen, yet 9 calls wait (call 1 of", world.Result.Unsound, StringComparison.Ordinal);
        Assert.EndsWith("call 5 of client-1, started at 00:00:04, 0 requests sent)", world.Result.Unsound, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_under_way_at_the_end_is_drained()
    {
        var scenario = Lasting(10 * Second, OneCallAt(9 * Second)) with { Links = Links(("client -> api-*", OneWay(20 * Second))) };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["49.0000000"], world.TimesOf("done"));
        Assert.Equal((49, 0), (world.Result.VirtualDurationSeconds, world.Result.Metrics.Unfinished));
    }

    [Theory]
    [InlineData(15, 0)] // 10 s + the timeout of 5 s: the last instant that is lived.
    [InlineData(15.001, 1)] // Task.Delay counts whole milliseconds.
    public void Draining_lasts_as_long_as_the_slowest_link_waits(double until, int unfinished)
    {
        var waiting = new ActingClient(async (environment, request, send) =>
        {
            await Task.Delay(TimeSpan.FromTicks((long)Math.Round((until - 9) * TimeSpan.TicksPerSecond)), environment.Time).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = Lasting(10 * Second, OneCallAt(9 * Second)) with
        {
            Links = Links(("client -> api-*", new() { Timeout = 5 * Second }), ("client -> idp", new() { Timeout = 3 * Second })),
        };

        var world = SteppedWorld.Run(scenario, waiting);

        Assert.Equal(unfinished, world.Result.Metrics.Unfinished);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void Timers_that_no_call_waits_for_do_not_keep_a_world_alive()
    {
        var world = SteppedWorld.Run(Lasting(10 * Second, OneCallAt(TimeSpan.Zero)), new BackgroundClient(requests: 1000, every: 3 * Second));

        Assert.Equal(["0.0000000", "3.0000000", "6.0000000", "9.0000000"], world.TimesOf("send"));
        Assert.Equal(10, world.Result.VirtualDurationSeconds);
    }

    [Fact]
    public void The_world_changes_before_anybody_acts_at_the_same_instant()
    {
        var scenario = Lasting(3 * Second, Even("1/s")) with { Timeline = [new() { At = Second, Action = new FaultAction { At = "api-1", Fault = new() { Status = 503, Times = 1 } } }] };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["401", "503", "401"], world.LinesOf("serve").Select(line => line.Split(' ')[3]));
    }

    [Fact]
    public void A_client_that_loops_at_one_instant_is_found_out()
    {
        var world = SteppedWorld.Run(Lasting(10 * Second, OneCallAt(Second)), new Restless());

        Assert.Equal("more than 5,000,000 events at the single instant 00:00:00: somebody loops without waiting", world.Result.Unsound);
    }

    [Fact]
    public void A_problem_of_the_guard_ends_the_world_at_once()
    {
        using var world = new SteppedWorld(Lasting(10 * Second, Even("1/s")), ActingClient.Plain);
        world.World.Guard.Report("the first");
        world.World.Guard.Report("the second");

        world.RunToEnd();

        Assert.Equal(("the first", Verdict.Unsound, 0L), (world.Result.Unsound, world.Result.Verdict, world.Result.Metrics.Requests));
    }

    [Fact]
    public void The_same_seed_gives_the_same_world_byte_for_byte()
    {
        var (one, other, seeded) = (SteppedWorld.Run(Noisy(), new NaiveExpiry(), seed: 5), SteppedWorld.Run(Noisy(), new NaiveExpiry(), seed: 5), SteppedWorld.Run(Noisy(), new NaiveExpiry(), seed: 6));

        Assert.Equal(one.Trace, other.Trace);
        Assert.NotEqual(one.Result.TraceSha256, seeded.Result.TraceSha256);
    }

    [Fact]
    public void Two_strategies_first_calls_meet_the_same_delays_nodes_and_arrivals()
    {
        // Both send the request of a call at once; one asks for tokens all the time, the other never.
        var eager = new ActingClient(async (environment, request, send) =>
        {
            _ = send(TokenRequests.Of(environment), CancellationToken.None);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var (one, other) = (SteppedWorld.Run(Noisy(), ActingClient.Plain), SteppedWorld.Run(Noisy(), eager));

        Assert.Equal(ApiLines(one), ApiLines(other));
        Assert.NotEqual(one.Lines.Count, other.Lines.Count);
    }

    [Fact]
    public void Another_API_node_shifts_nobody_elses_clock()
    {
        static Scenario Nodes(int count) => Lasting(60 * Second, Even("1/s")) with { Api = new() { Nodes = count, Each = new() { Clock = new() { Offset = Distribution.Parse("uniform(-90s, 90s)") } } } };

        var (three, four) = (SteppedWorld.Run(Nodes(3), ActingClient.Plain), SteppedWorld.Run(Nodes(4), ActingClient.Plain));

        var (few, more) = (OffsetsByNode(three), OffsetsByNode(four));
        Assert.Equal(3, few.Count);
        Assert.Equal(few, more.Where(node => node.Key != "api-4"));
    }

    [Fact]
    public void A_client_has_what_the_scenario_grants_it()
    {
        var environments = new List<ClientEnvironment>();
        var recording = new Recording(environments);

        SteppedWorld.Run(Lasting(Second, OneCallAt(TimeSpan.Zero)) with { Clients = new() { Count = 2, Grant = GrantName.RefreshToken } }, recording);
        SteppedWorld.Run(Lasting(Second, OneCallAt(TimeSpan.Zero)), recording);

        Assert.Equal(["client-1", "client-2", "client-1"], environments.Select(environment => environment.ClientId));
        Assert.Equal([ClientGrant.RefreshToken, ClientGrant.RefreshToken, ClientGrant.ClientCredentials], environments.Select(environment => environment.Grant));
        Assert.Equal(2, environments.Take(2).Select(environment => environment.RefreshToken).Distinct().Count(token => token is not null));
        Assert.Null(environments[2].RefreshToken);
        Assert.Equal("https://idp.skewlab.test/oauth/token", environments[0].TokenEndpoint.AbsoluteUri);
        Assert.NotEqual(environments[0].Random.Next(), environments[1].Random.Next());
    }

    private static Scenario Noisy() => Lasting(TimeSpan.FromMinutes(30), Poisson("30/min")) with
    {
        Api = new() { Nodes = 4, Each = new() { LearnsTokenAfter = Distribution.Parse("uniform(0s, 5s)") } },
        Clients = new() { Count = 2 },
        Links = Links(("client -> api-*", new() { OneWay = Distribution.Parse("lognormal(20ms, 0.5)"), Loss = 0.1, Timeout = 2 * Second }), ("client -> idp", OneWay(Second))),
    };

    private static IEnumerable<string> ApiLines(SteppedWorld world) => world.Lines.Where(line => !line.Contains(" idp ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static SortedDictionary<string, decimal> OffsetsByNode(SteppedWorld world)
    {
        var offsets = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var words in world.LinesOf("serve").Select(line => line.Split(' ')))
            offsets[words[2]] = decimal.Parse(words[^1]["wall=".Length..]) - decimal.Parse(words[0]);
        return offsets;
    }

    private sealed class Restless : IClientFactory
    {
        public HttpClient Create(ClientEnvironment environment)
        {
            ITimer? timer = null;
            timer = environment.Time.CreateTimer(_ => timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return ActingClient.Plain.Create(environment);
        }
    }

    private sealed class Recording(List<ClientEnvironment> environments) : IClientFactory
    {
        public HttpClient Create(ClientEnvironment environment)
        {
            environments.Add(environment);
            return ActingClient.Plain.Create(environment);
        }
    }
}
