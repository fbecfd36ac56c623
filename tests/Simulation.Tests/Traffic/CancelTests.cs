using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Simulation.Tests.Support;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class CancelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // 50 ms each way: an answer takes 100 ms. At one instant the caller, who began to wait first, is first.
    [Theory]
    [InlineData(99, "0.0990000 done client-1 #1 cancelled")]
    [InlineData(100, "0.1000000 done client-1 #1 cancelled")]
    [InlineData(101, "0.1000000 done client-1 #1 401")]
    public void A_caller_gives_a_call_up_after_its_patience(int patienceMs, string done)
    {
        var world = SteppedWorld.Run(Patient(TimeSpan.FromMilliseconds(patienceMs)), Following());

        Assert.Equal([done], world.LinesOf("done"));
        var isCancelled = done.EndsWith("cancelled", StringComparison.Ordinal);
        Assert.Equal((isCancelled ? 1 : 0, 0, 0), (world.Result.Metrics.Cancelled, world.Result.Metrics.Exceptions, world.Result.Metrics.Unfinished));
        Assert.Equal(isCancelled ? 1 : 0, world.LinesOf("quit").Count);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void Patience_counts_the_machines_elapsed_time()
    {
        // A clock that is a tenth fast has counted 99 ms after 90 ms.
        var scenario = Patient(TimeSpan.FromMilliseconds(99)) with { Clients = new() { Clock = new() { DriftPpb = 100_000_000 } } };

        var world = SteppedWorld.Run(scenario, Following());

        Assert.Equal(["0.0900000"], world.TimesOf("done"));
    }

    [Fact]
    public void A_jump_of_the_wall_clock_does_not_end_patience()
    {
        var scenario = Patient(TimeSpan.FromMilliseconds(101)) with { Timeline = [new() { At = TimeSpan.FromMilliseconds(10), Action = new JumpAction { Clock = "client", By = TimeSpan.FromHours(1) } }] };

        var world = SteppedWorld.Run(scenario, Following());

        Assert.Equal(["0.1000000 done client-1 #1 401"], world.LinesOf("done"));
    }

    [Fact]
    public void Another_exception_is_no_giving_up_even_of_a_patient_caller()
    {
        var failing = new ActingClient((_, _, _) => throw new TimeoutException("no"));

        var world = SteppedWorld.Run(Patient(TimeSpan.FromMilliseconds(50)), failing);

        Assert.Equal((0, 1), (world.Result.Metrics.Cancelled, world.Result.Metrics.Exceptions));
    }

    [Fact]
    public void A_client_that_gives_up_by_itself_is_counted_with_the_exceptions()
    {
        var scenario = Patient(Second) with { Links = Links(("client -> api-*", new() { RequestLoss = 1, Timeout = TimeSpan.FromMilliseconds(200) })) };

        var world = SteppedWorld.Run(scenario, Following());

        Assert.Equal(["0.2000000 done client-1 #1 TaskCanceledException"], world.LinesOf("done"));
        Assert.Equal((0, 1), (world.Result.Metrics.Cancelled, world.Result.Metrics.Exceptions));
    }

    [Fact]
    public void A_client_that_does_not_let_go_makes_its_caller_wait()
    {
        var world = SteppedWorld.Run(Patient(TimeSpan.FromMilliseconds(50)), Deaf());

        // HttpClient asks the token once more when the answer is there.
        Assert.Equal(["0.1000000"], world.TimesOf("done"));
        Assert.Empty(world.LinesOf("quit"));
    }

    [Fact]
    public void A_call_that_was_given_up_is_an_outage_until_the_next_success()
    {
        var scenario = Lasting(10 * Second, Even("1/s") with { CancelAfter = TimeSpan.FromMilliseconds(50) }) with { Links = Links(("client -> api-*", OneWay(TimeSpan.FromMilliseconds(50)))) };

        var world = SteppedWorld.Run(scenario, Following());

        Assert.Equal((10, 9.95), (world.Result.Metrics.Cancelled, world.Result.Metrics.LongestOutageSeconds));
    }

    private static Scenario Patient(TimeSpan patience) => Lasting(Second, OneCallAt(TimeSpan.Zero) with { CancelAfter = patience }) with
    {
        Links = Links(("client -> api-*", OneWay(TimeSpan.FromMilliseconds(50)))),
    };

    private static CallerTokenClient Following() => new(isDeaf: false);

    private static CallerTokenClient Deaf() => new(isDeaf: true);
}
