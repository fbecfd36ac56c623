using SkewLab.Scenarios.Timeline;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class ConstantVusTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_user_rests_after_the_answer_and_calls_again()
    {
        var scenario = Lasting(40 * Second, Users(1, pause: 10 * Second)) with { Links = Links(("client -> api-*", OneWay(Second))) };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["0.0000000", "12.0000000", "24.0000000", "36.0000000"], world.TimesOf("call"));
        Assert.Equal(["2.0000000", "14.0000000", "26.0000000", "38.0000000"], world.TimesOf("done"));
    }

    [Fact]
    public void A_user_calls_before_the_end_and_not_at_it()
    {
        var section = Users(1, pause: 10 * Second) with { Start = Second, End = 21 * Second };

        var world = SteppedWorld.Run(Lasting(60 * Second, section), ActingClient.Plain);

        Assert.Equal(["1.0000000", "11.0000000"], world.TimesOf("call"));
    }

    [Fact]
    public void A_user_goes_on_after_an_exception()
    {
        var failing = new ActingClient((_, _, _) => throw new InvalidOperationException("no"));

        var world = SteppedWorld.Run(Lasting(25 * Second, Users(1, pause: 10 * Second)), failing);

        Assert.Equal(["0.0000000 done client-1 #1 InvalidOperationException", "10.0000000 done client-1 #2 InvalidOperationException", "20.0000000 done client-1 #3 InvalidOperationException"], world.LinesOf("done"));
        Assert.Equal(3, world.Result.Metrics.Exceptions);
    }

    [Fact]
    public void Users_share_the_clients_round_and_round()
    {
        var world = SteppedWorld.Run(Lasting(Second, Users(5, pause: 10 * Second)) with { Clients = new() { Count = 2 } }, ActingClient.Plain);

        Assert.Equal(["client-1", "client-2", "client-1", "client-2", "client-1"], world.LinesOf("call").Select(line => line.Split(' ')[2]));
    }

    [Fact]
    public void A_user_of_a_sleeping_machine_goes_on_when_it_wakes()
    {
        var scenario = Lasting(60 * Second, Users(1, pause: 10 * Second)) with
        {
            Timeline = [new() { At = 5 * Second, Action = new SuspendAction { Clock = "client", For = 30 * Second } }],
        };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        // The call at 10 s is skipped; the machine wakes at 35 s, and the user rests first.
        Assert.Equal(["10.0000000 skip client-1 #2"], world.LinesOf("skip"));
        Assert.Equal(["0.0000000", "45.0000000", "55.0000000"], world.TimesOf("call"));
        Assert.Equal((1, 3), (world.Result.Metrics.SkippedAsleep, world.Result.Metrics.Requests));
    }
}
