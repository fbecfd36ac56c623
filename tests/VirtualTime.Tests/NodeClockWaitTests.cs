using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests;

/// <summary>The platform's own waits, stepped by hand.</summary>
public sealed class NodeClockWaitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private readonly VirtualTimeline _timeline = new();

    [Fact]
    public async Task A_delay_ends_when_its_time_has_elapsed_and_not_a_tick_before()
    {
        NodeClock node = Node();
        Task delay = Task.Delay(TimeSpan.FromMinutes(5), node);

        _timeline.RunUntil(TimeSpan.FromMinutes(5) - Tick);
        Assert.False(delay.IsCompleted);
        _timeline.RunUntil(TimeSpan.FromMinutes(5));

        Assert.True(delay.IsCompletedSuccessfully);
        await delay;
    }

    [Fact]
    public async Task A_delay_sleeps_as_long_as_its_machine_does()
    {
        NodeClock node = Node(new Suspend(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));
        Task delay = Task.Delay(TimeSpan.FromMinutes(5), node);

        _timeline.RunUntil(TimeSpan.FromMinutes(65) - Tick);
        Assert.False(delay.IsCompleted);
        _timeline.RunUntil(TimeSpan.FromMinutes(65));

        Assert.True(delay.IsCompletedSuccessfully);
        await delay;
    }

    [Fact]
    public void A_cancelled_delay_leaves_no_event_behind()
    {
        using var cancel = new CancellationTokenSource();
        Task delay = Task.Delay(TimeSpan.FromMinutes(5), Node(), cancel.Token);
        Assert.Equal(1, _timeline.Count);

        cancel.Cancel();

        Assert.Equal(0, _timeline.Count);
        Assert.True(delay.IsCanceled);
    }

    [Fact]
    public void A_cancellation_after_a_delay_comes_at_its_tick()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(100), Node());

        _timeline.RunUntil(TimeSpan.FromSeconds(100) - Tick);
        Assert.False(cancel.IsCancellationRequested);
        _timeline.RunUntil(TimeSpan.FromSeconds(100));

        Assert.True(cancel.IsCancellationRequested);
    }

    [Fact]
    public void A_cancellation_can_be_put_off_on_the_same_clock()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(100), Node());

        cancel.CancelAfter(TimeSpan.FromSeconds(200));
        _timeline.RunUntil(TimeSpan.FromSeconds(200) - Tick);
        Assert.False(cancel.IsCancellationRequested);
        _timeline.RunUntil(TimeSpan.FromSeconds(200));

        Assert.True(cancel.IsCancellationRequested);
    }

    [Fact]
    public async Task A_periodic_timer_ticks_on_the_nodes_clock()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Node());

        for (int second = 1; second <= 3; second++)
        {
            ValueTask<bool> next = timer.WaitForNextTickAsync();
            _timeline.RunUntil(TimeSpan.FromSeconds(second) - Tick);
            Assert.False(next.IsCompleted);
            _timeline.RunUntil(TimeSpan.FromSeconds(second));
            Assert.True(await next);
        }
    }

    private NodeClock Node(params IClockFault[] faults) => new(_timeline, ClockModel.Build(faults), DateTimeOffset.UnixEpoch);
}
