using SkewLab.Explanations.History;
using SkewLab.Scenarios.Timeline;
using SkewLab.Simulation.Traffic;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class CallersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(-1, "call")]
    [InlineData(0, "skip")]
    [InlineData(9_999_999, "skip")]
    [InlineData(10_000_000, "call")]
    public void A_call_is_skipped_from_the_first_instant_of_a_sleep_to_the_last(long ticks, string word)
    {
        var scenario = Lasting(10 * Second, OneCallAt(5 * Second + TimeSpan.FromTicks(ticks))) with
        {
            Timeline = [new() { At = 5 * Second, Action = new SuspendAction { Clock = "client", For = Second } }],
        };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Single(world.LinesOf(word));
        Assert.Equal(word == "skip" ? (0, 1) : (1, 0), (world.Result.Metrics.Requests, world.Result.Metrics.SkippedAsleep));
    }

    [Fact]
    public void Whatever_a_client_throws_is_its_answer_and_the_world_goes_on()
    {
        var world = SteppedWorld.Run(Lasting(3 * Second, Even("1/s")), new ActingClient((_, _, _) => throw new NotSupportedException("no")));

        Assert.Equal(3, world.Result.Metrics.Exceptions);
        Assert.Equal(0, world.Result.Metrics.Unfinished);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void The_current_call_follows_awaits_and_ends_with_its_call()
    {
        var seen = new List<long?>();
        var client = new ActingClient(async (environment, request, send) =>
        {
            await Task.Delay(5 * Second, environment.Time).ConfigureAwait(false);
            seen.Add(CallFlow.Current?.Number);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        SteppedWorld.Run(Lasting(3 * Second, Even("1/s")), client);

        Assert.Equal([1, 2, 3], seen);
        Assert.Null(CallFlow.Current);
    }

    [Fact]
    public void A_call_knows_when_it_last_sent()
    {
        var calls = new List<Call>();
        var client = new ActingClient(async (environment, request, send) =>
        {
            calls.Add(CallFlow.Current!);
            await Task.Delay(2 * Second, environment.Time).ConfigureAwait(false);
            await send(request, CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Second, environment.Time).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(Lasting(60 * Second, OneCallAt(10 * Second)), client);

        var call = Assert.Single(calls);
        Assert.Equal((1, 0, 10 * Second, 2, 13 * Second), (call.Number, call.Client, call.StartedAt, call.Attempts, call.LastSentAt));
        Assert.Equal(3000, world.Result.Metrics.AddedLatencyMs.Max);
    }
}
