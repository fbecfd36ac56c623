namespace SkewLab.VirtualTime.Tests;

/// <summary>Timers carry the execution context of the call that made them, as the platform's do; the lab's own labels travel in it.</summary>
public sealed class NodeTimerContextTests
{
    private readonly AsyncLocal<string?> _label = new();
    private readonly VirtualTimeline _timeline = new();
    private readonly List<string?> _seen = [];

    [Fact]
    public void A_callback_sees_the_values_of_its_timers_creation_and_not_of_its_change()
    {
        _label.Value = "creation";
        using ITimer timer = Create();
        _label.Value = "change";
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _label.Value = "firing";

        _timeline.RunNext();

        Assert.Equal(["creation"], _seen);
        Assert.Equal("firing", _label.Value);
    }

    [Fact]
    public void A_callback_of_suppressed_flow_sees_the_values_of_whoever_runs_the_timeline()
    {
        _label.Value = "creation";
        using AsyncFlowControl suppressed = ExecutionContext.SuppressFlow();
        using ITimer timer = Create();
        suppressed.Undo();
        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _label.Value = "firing";

        _timeline.RunNext();

        Assert.Equal(["firing"], _seen);
    }

    [Fact]
    public void What_a_callback_writes_is_gone_at_its_next_firing()
    {
        _label.Value = "creation";
        using ITimer timer = Create();
        timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1));

        _timeline.RunUntil(TimeSpan.FromSeconds(1));

        Assert.Equal(["creation", "creation"], _seen);
        Assert.Equal("creation", _label.Value);
    }

    private ITimer Create()
    {
        var node = new NodeClock(_timeline, ClockModel.Perfect, DateTimeOffset.UnixEpoch);
        return node.CreateTimer(_ => SeeAndOverwrite(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void SeeAndOverwrite()
    {
        _seen.Add(_label.Value);
        _label.Value = "written by the callback";
    }
}
