using SkewLab.Simulation.Soundness;

namespace SkewLab.Simulation.Tests.Soundness;

public sealed class PumpGuardTests
{
    [Fact]
    public void The_thread_that_entered_may_go_on()
    {
        var guard = new PumpGuard();
        guard.Enter();

        guard.Check("a request was sent");

        Assert.Null(guard.Problem);
    }

    [Fact]
    public void Another_thread_is_stopped_and_noted()
    {
        var guard = new PumpGuard();
        var enter = new Thread(guard.Enter);
        enter.Start();
        enter.Join();

        var escaped = Assert.Throws<InvalidOperationException>(() => guard.Check("a request was sent"));

        Assert.Equal("a request was sent on a thread outside the simulation; a client must wait only on its TimeProvider and its network", guard.Problem);
        Assert.Equal($"Cannot continue: {guard.Problem}.", escaped.Message);
    }

    [Fact]
    public void The_first_problem_stays()
    {
        var guard = new PumpGuard();
        guard.Break(new InvalidOperationException("oops"));

        guard.Report("another");

        Assert.Equal("the lab broke: System.InvalidOperationException: oops", guard.Problem);
    }
}
