using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests;

public sealed class NodeTimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private readonly VirtualTimeline _timeline = new();
    private readonly List<TimeSpan> _fired = [];

    [Fact]
    public void A_timer_fires_once_at_its_due_time_with_its_state()
    {
        object? received = null;
        using ITimer timer = Node().CreateTimer(state => received = state, "state", Second, Never);

        Assert.Equal(Second, _timeline.NextDue);
        _timeline.RunNext();

        Assert.Equal("state", received);
        Assert.Equal(0, _timeline.Count);
    }

    [Fact]
    public void A_timer_due_in_zero_fires_at_this_instant_but_not_inside_the_call()
    {
        using ITimer timer = Create(Node(), TimeSpan.Zero, Never);

        Assert.Empty(_fired);
        _timeline.RunUntil(TimeSpan.Zero);

        Assert.Equal([TimeSpan.Zero], _fired);
    }

    [Fact]
    public void A_timer_due_in_zero_on_a_slow_clock_does_not_fire_in_the_past()
    {
        // At -10 % the reading stands at 9 while reference time is 10 and 11: it was reached a tick ago.
        NodeClock node = Node(new Drift(-Drift.MaxPpb));
        _timeline.RunUntil(TimeSpan.FromTicks(11));
        Assert.Equal(TimeSpan.FromTicks(10), node.Model.ReferenceWhenElapsed(TimeSpan.FromTicks(node.GetTimestamp())));

        using ITimer timer = Create(node, TimeSpan.Zero, Never);
        _timeline.RunNext();

        Assert.Equal([TimeSpan.FromTicks(11)], _fired);
    }

    [Fact]
    public void A_timer_armed_in_sleep_for_a_reading_of_before_it_fires_at_the_wake()
    {
        // At -10 % the reading 9 is reached at tick 10, while the machine still runs; it sleeps from 11 to 20.
        NodeClock node = Node(new Drift(-Drift.MaxPpb), new Suspend(TimeSpan.FromTicks(11), TimeSpan.FromTicks(9)));
        _timeline.RunUntil(TimeSpan.FromTicks(12));
        Assert.Equal(9, node.GetTimestamp());

        using ITimer timer = Create(node, TimeSpan.Zero, Never);
        _timeline.RunNext();

        Assert.Equal([TimeSpan.FromTicks(20)], _fired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-10_000)]
    [InlineData(9_999)]
    public void A_period_of_zero_infinity_or_less_than_a_millisecond_fires_once(long periodTicks)
    {
        using ITimer timer = Create(Node(), Second, new TimeSpan(periodTicks));

        _timeline.RunUntil(TimeSpan.FromMinutes(1));

        Assert.Equal([Second], _fired);
    }

    [Fact]
    public void A_period_of_a_millisecond_repeats()
    {
        using ITimer timer = Create(Node(), Second, TimeSpan.FromMilliseconds(1));

        _timeline.RunUntil(Second + TimeSpan.FromMilliseconds(2));

        Assert.Equal([Second, Second + TimeSpan.FromMilliseconds(1), Second + TimeSpan.FromMilliseconds(2)], _fired);
    }

    [Fact]
    public void A_due_time_of_less_than_a_millisecond_below_zero_is_zero_and_the_rhythm_begins_now()
    {
        using ITimer timer = Create(Node(), TimeSpan.FromTicks(-9_999), Second);

        _timeline.RunUntil(Second);

        Assert.Equal([TimeSpan.Zero, Second], _fired);
    }

    [Fact]
    public void A_timer_due_never_waits_for_a_change()
    {
        using ITimer timer = Create(Node(), Never, Second);
        Assert.Equal(0, _timeline.Count);

        _timeline.RunUntil(TimeSpan.FromMinutes(1));
        Assert.True(timer.Change(Second, Never));
        _timeline.RunUntil(TimeSpan.FromMinutes(2));

        Assert.Equal([TimeSpan.FromSeconds(61)], _fired);
    }

    [Fact]
    public void A_change_replaces_what_was_pending()
    {
        using ITimer timer = Create(Node(), Second, Second);

        Assert.True(timer.Change(5 * Second, Never));

        Assert.Equal(1, _timeline.Count);
        _timeline.RunUntil(TimeSpan.FromMinutes(1));
        Assert.Equal([5 * Second], _fired);
    }

    [Fact]
    public void A_disposed_timer_fires_no_more_and_cannot_be_changed()
    {
        ITimer timer = Create(Node(), Second, Second);

        timer.Dispose();
        timer.Dispose();

        Assert.Equal(0, _timeline.Count);
        Assert.False(timer.Change(Second, Second));
        Assert.Equal(0, _timeline.Count);
    }

    [Fact]
    public async Task A_timer_disposed_asynchronously_is_gone_at_once()
    {
        ITimer timer = Create(Node(), Second, Second);

        ValueTask disposal = timer.DisposeAsync();

        Assert.True(disposal.IsCompletedSuccessfully);
        await disposal;
        Assert.Equal(0, _timeline.Count);
        Assert.False(timer.Change(Second, Second));
    }

    [Fact]
    public void A_periodic_timer_disposed_in_its_own_callback_stops()
    {
        ITimer? timer = null;
        timer = Node().CreateTimer(
            _ =>
            {
                _fired.Add(_timeline.Now);
                if (_fired.Count == 2)
                    timer!.Dispose();
            },
            null,
            Second,
            Second);

        _timeline.RunUntil(TimeSpan.FromMinutes(1));

        Assert.Equal([Second, 2 * Second], _fired);
        Assert.Equal(0, _timeline.Count);
    }

    [Fact]
    public void A_timer_changed_in_its_own_callback_takes_the_new_times()
    {
        ITimer? timer = null;
        timer = Node().CreateTimer(
            _ =>
            {
                _fired.Add(_timeline.Now);
                timer!.Change(_fired.Count * 10 * Second, Never);
            },
            null,
            Second,
            Second);

        _timeline.RunUntil(TimeSpan.FromSeconds(60));

        // 1 s, then 10 s later, then 20 s later; 30 s later is after the end.
        Assert.Equal([Second, 11 * Second, 31 * Second], _fired);
        timer.Dispose();
    }

    [Fact]
    public void A_timer_counts_elapsed_time_so_neither_jumps_nor_sleep_bring_it_forward()
    {
        NodeClock node = Node(new Jump(Second, TimeSpan.FromHours(1)), new Suspend(2 * Second, TimeSpan.FromMinutes(1)));
        using ITimer timer = Create(node, 5 * Second, Never);

        _timeline.RunUntil(TimeSpan.FromHours(2));

        Assert.Equal([TimeSpan.FromSeconds(65)], _fired);
    }

    [Theory]
    [InlineData(100_000, 9_999_000_100L)] // 1,000 s / 1.0001 = 999.90000999900… s: the first whole tick after it.
    [InlineData(-100_000, 10_001_000_101L)] // 1,000 s / 0.9999 = 1,000.100010001… s.
    public void A_timer_follows_drift_to_the_tick(int ppb, long expectedTicks)
    {
        using ITimer timer = Create(Node(new Drift(ppb)), 1000 * Second, Never);

        _timeline.RunNext();

        Assert.Equal([new TimeSpan(expectedTicks)], _fired);
    }

    [Fact]
    public void A_timer_that_fell_due_during_sleep_fires_at_the_wake_and_its_period_is_not_made_up_for()
    {
        // Due at 1, 2, 3, … s; asleep from 1.5 s to 61.5 s while elapsed counts. The platform's timers fire a missed period once, again 1 ms later, then in
        // rhythm.
        NodeClock node = Node(new Suspend(1.5 * Second, TimeSpan.FromMinutes(1), elapsedCounts: true));
        using ITimer timer = Create(node, Second, Second);

        _timeline.RunUntil(TimeSpan.FromSeconds(63));

        TimeSpan wake = TimeSpan.FromSeconds(61.5);
        TimeSpan again = wake + TimeSpan.FromMilliseconds(1);
        Assert.Equal([Second, wake, again, again + Second], _fired);
    }

    [Theory]
    [InlineData(19_999_999, 20_000_000)] // A tick less than a period late: the next firing, due at 2 s, is still ahead.
    [InlineData(20_000_000, 20_010_000)] // A whole period late: that firing is missed, and the next one comes 1 ms after the wake.
    public void A_periodic_timer_late_by_less_than_its_period_keeps_its_rhythm(long wakeTicks, long nextTicks)
    {
        // Due at 1 s while asleep from 0.5 s on.
        var wake = new TimeSpan(wakeTicks);
        NodeClock node = Node(new Suspend(Second / 2, wake - Second / 2, elapsedCounts: true));
        using ITimer timer = Create(node, Second, Second);

        _timeline.RunNext();
        _timeline.RunNext();

        Assert.Equal([wake, new TimeSpan(nextTicks)], _fired);
    }

    [Theory]
    [InlineData(-2L * TimeSpan.TicksPerMillisecond)]
    [InlineData(4_294_967_295L * TimeSpan.TicksPerMillisecond)]
    public void Times_that_the_platforms_timer_refuses_are_refused(long ticks)
    {
        var time = new TimeSpan(ticks);
        using ITimer timer = Create(Node(), Never, Never);

        var due = Assert.Throws<ArgumentOutOfRangeException>(() => timer.Change(time, Never));
        var period = Assert.Throws<ArgumentOutOfRangeException>(() => Create(Node(), Never, time));

        string range = "it lies between 00:00:00 and 49.17:02:47.2940000, or is infinite (-1 ms).";
        Assert.Equal($"Cannot set a timer's due time to {time}; {range} (Parameter 'dueTime')", due.Message);
        Assert.Equal($"Cannot set a timer's period to {time}; {range} (Parameter 'period')", period.Message);
    }

    [Theory]
    [InlineData(4_294_967_294L * TimeSpan.TicksPerMillisecond, 4_294_967_294L * TimeSpan.TicksPerMillisecond)]
    [InlineData(1, 1)]
    [InlineData(-1, 0)]
    [InlineData(-9_999, 0)]
    public void Due_times_at_the_edge_of_the_range_are_kept_to_the_tick(long dueTicks, long expectedTicks)
    {
        using ITimer timer = Create(Node(), new TimeSpan(dueTicks), Never);

        Assert.Equal(new TimeSpan(expectedTicks), _timeline.NextDue);
    }

    private NodeClock Node(params IClockFault[] faults) => new(_timeline, ClockModel.Build(faults), DateTimeOffset.UnixEpoch);

    private ITimer Create(NodeClock node, TimeSpan due, TimeSpan period) => node.CreateTimer(_ => _fired.Add(_timeline.Now), null, due, period);
}
