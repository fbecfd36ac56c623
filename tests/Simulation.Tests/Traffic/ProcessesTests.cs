using SkewLab.ClientContract;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Simulation.Tests.Support;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class ProcessesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_process_makes_its_calls_at_once_and_the_next_one_starts_after_a_rest()
    {
        var client = new CountingClient();

        var world = SteppedWorld.Run(Lasting(60 * Second, Running(3)) with { Links = Links(("client -> api-*", OneWay(Second))) }, client);

        // 2 s for the calls, 20 s of rest.
        Assert.Equal(["0.0000000", "0.0000000", "0.0000000", "22.0000000", "22.0000000", "22.0000000", "44.0000000", "44.0000000", "44.0000000"], world.TimesOf("call"));
        Assert.Equal(3, client.Made.Count);
        Assert.Equal([2 * Second, 2 * Second, 2 * Second], client.Lived);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_process_ends_with_the_last_of_its_calls()
    {
        var client = new CountingClient(async (environment, request, send) =>
        {
            await Task.Delay(environment.Random.Next(1, 9) * Second, environment.Time).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(Lasting(20 * Second, Running(5)), client);

        Assert.Equal(Assert.Single(client.Lived).TotalSeconds, double.Parse(world.TimesOf("done")[^1]));
        Assert.Equal(0, world.Result.Metrics.Unfinished);
    }

    [Fact]
    public void Every_process_begins_with_the_refresh_token_that_is_configured_and_randomness_of_its_own()
    {
        var client = new CountingClient();

        SteppedWorld.Run(Lasting(60 * Second, Running(1)) with { Clients = new() { Grant = GrantName.RefreshToken } }, client);

        Assert.Equal(3, client.Made.Count);
        Assert.NotNull(Assert.Single(client.Made.Select(made => made.RefreshToken).Distinct()));
        Assert.Equal(3, client.Made.Select(made => made.Random.NextInt64()).Distinct().Count());
    }

    [Fact]
    public void No_client_is_made_before_its_process_starts()
    {
        var client = new CountingClient();

        SteppedWorld.Run(Lasting(60 * Second, Running(1) with { Start = 50 * Second }), client);

        Assert.Single(client.Made);
    }

    [Fact]
    public void Other_callers_have_the_client_that_lives_on_the_machine()
    {
        var client = new CountingClient();

        var world = SteppedWorld.Run(Lasting(60 * Second, Running(1), Even("1/s")) with { Clients = new() { Count = 2 } }, client);

        // Two that live on the machines, and three processes on each.
        Assert.Equal(2 + 6, client.Made.Count);
        Assert.Equal(6 + 60, world.Result.Metrics.Requests);
    }

    [Fact]
    public void What_a_process_leaves_behind_is_abandoned_and_the_node_answers_nobody()
    {
        var left = new List<Task>();
        var client = new CountingClient(async (_, request, send) =>
        {
            left.Add(send(new(HttpMethod.Get, "https://api.skewlab.test/api/v2/conversations/voice"), CancellationToken.None));
            return await Task.FromResult(new HttpResponseMessage()).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(Lasting(10 * Second, Running(1)) with { Links = Links(("client -> api-*", OneWay(Second))) }, client);

        Assert.Equal(["0.0000000 quit client-1 #1/1 api-1 GET /api/v2/conversations/voice wall=0.0000000"], world.LinesOf("quit"));
        Assert.Equal(["1.0000000"], world.TimesOf("serve"));
        Assert.Empty(world.LinesOf("recv"));
        Assert.All(left, task => Assert.True(task.IsCanceled));
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_process_that_has_ended_sends_nothing_more()
    {
        var late = new List<Task>();
        var client = new CountingClient((environment, _, send) =>
        {
            late.Add(SendLater(environment, send));
            return Task.FromResult(new HttpResponseMessage());
        });

        var world = SteppedWorld.Run(Lasting(10 * Second, Running(1)), client);

        Assert.Empty(world.LinesOf("send"));
        Assert.All(late, task => Assert.True(task.IsCanceled));
    }

    [Fact]
    public void A_sleeping_machine_starts_no_process_until_it_wakes()
    {
        var client = new CountingClient();
        var scenario = Lasting(60 * Second, Running(3)) with { Timeline = [new() { At = 10 * Second, Action = new SuspendAction { Clock = "client", For = 15 * Second } }] };

        var world = SteppedWorld.Run(scenario, client);

        // The process of 20 s is skipped; the machine wakes at 25 s and rests first.
        Assert.Equal(["0.0000000", "45.0000000"], world.TimesOf("call").Distinct());
        Assert.Equal((6, 3), (world.Result.Metrics.Requests, world.Result.Metrics.SkippedAsleep));
        Assert.Equal(2, client.Made.Count);
    }

    [Fact]
    public void A_process_under_way_at_the_end_is_drained_and_no_other_starts()
    {
        var client = new CountingClient();
        var scenario = Lasting(21 * Second, Running(2)) with { Links = Links(("client -> api-*", OneWay(10 * Second))) };

        var world = SteppedWorld.Run(scenario with { Traffic = [Running(2) with { Pause = TimeSpan.Zero }] }, client);

        Assert.Equal(["0.0000000", "20.0000000"], world.TimesOf("call").Distinct());
        Assert.Equal(["20.0000000", "40.0000000"], world.TimesOf("done").Distinct());
        Assert.Equal(2, client.Lived.Count);
    }

    private static async Task SendLater(ClientEnvironment environment, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        await Task.Delay(Second, environment.Time).ConfigureAwait(false);
        await send(new(HttpMethod.Get, environment.ApiBaseAddress), CancellationToken.None).ConfigureAwait(false);
    }

    private static TrafficSection Running(int calls) => new() { Executor = ExecutorName.Processes, Calls = calls, Pause = 20 * Second };
}
