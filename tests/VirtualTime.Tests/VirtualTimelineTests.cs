namespace SkewLab.VirtualTime.Tests;

public sealed class VirtualTimelineTests
{
    private readonly VirtualTimeline _timeline = new();
    private readonly List<string> _ran = [];

    [Fact]
    public void Time_begins_at_zero_with_nothing_to_run()
    {
        Assert.Equal(TimeSpan.Zero, _timeline.Now);
        Assert.Null(_timeline.NextDue);
        Assert.Equal(0, _timeline.Count);
        Assert.False(_timeline.RunNext());
        Assert.Equal(0, _timeline.ExecutedEvents);
    }

    [Fact]
    public void Time_moves_to_the_due_of_each_event_and_nowhere_else()
    {
        _timeline.Schedule(TimeSpan.FromSeconds(2), _ => Assert.Equal(TimeSpan.FromSeconds(2), _timeline.Now), null);
        _timeline.Schedule(TimeSpan.FromSeconds(5), _ => Assert.Equal(TimeSpan.FromSeconds(5), _timeline.Now), null);

        Assert.True(_timeline.RunNext());

        Assert.Equal(TimeSpan.FromSeconds(2), _timeline.Now);
        Assert.Equal(TimeSpan.FromSeconds(5), _timeline.NextDue);
        Assert.Equal(1, _timeline.Count);
        Assert.Equal(1, _timeline.ExecutedEvents);
        Assert.True(_timeline.RunNext());
        Assert.False(_timeline.RunNext());
        Assert.Equal(TimeSpan.FromSeconds(5), _timeline.Now);
    }

    [Fact]
    public void Events_of_one_instant_run_in_the_order_they_were_scheduled()
    {
        for (int i = 0; i < 100; i++)
            Schedule(TimeSpan.FromSeconds(1), $"{i}");

        _timeline.RunUntil(TimeSpan.FromSeconds(1));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), _ran);
    }

    [Fact]
    public void An_event_scheduled_for_now_by_an_event_runs_after_what_waited_for_that_instant()
    {
        _timeline.Schedule(TimeSpan.FromSeconds(1), _ => Schedule(_timeline.Now, "scheduled by the first"), null);
        Schedule(TimeSpan.FromSeconds(1), "second");

        _timeline.RunUntil(TimeSpan.FromSeconds(1));

        Assert.Equal(["second", "scheduled by the first"], _ran);
    }

    [Fact]
    public void An_event_cannot_be_scheduled_one_tick_in_the_past()
    {
        _timeline.RunUntil(TimeSpan.FromMinutes(5));

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => Schedule(TimeSpan.FromSeconds(299), "late"));

        Assert.Equal("Cannot schedule an event at 00:04:59; virtual time is already 00:05:00. (Parameter 'due')", refused.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1), "late"));
        Assert.Equal(0, _timeline.Count);
        Assert.Equal(TimeSpan.FromMinutes(5), Schedule(TimeSpan.FromMinutes(5), "in time").Due);
    }

    [Fact]
    public void A_cancelled_event_does_not_run_and_is_cancelled_once_only()
    {
        ScheduledEvent cancelled = Schedule(TimeSpan.FromSeconds(1), "cancelled");
        Schedule(TimeSpan.FromSeconds(2), "kept");

        Assert.True(_timeline.Cancel(cancelled));
        Assert.False(_timeline.Cancel(cancelled));
        _timeline.RunUntil(TimeSpan.FromSeconds(2));

        Assert.False(cancelled.IsPending);
        Assert.Equal(["kept"], _ran);
        Assert.Equal(1, _timeline.ExecutedEvents);
    }

    [Fact]
    public void An_event_that_has_run_or_is_running_can_no_longer_be_cancelled()
    {
        ScheduledEvent? scheduled = null;
        bool? whileRunning = null;
        scheduled = _timeline.Schedule(TimeSpan.FromSeconds(1), _ => whileRunning = _timeline.Cancel(scheduled!), null);
        Assert.True(scheduled.IsPending);

        _timeline.RunNext();

        Assert.False(whileRunning);
        Assert.False(_timeline.Cancel(scheduled));
        Assert.False(scheduled.IsPending);
    }

    [Fact]
    public void An_event_of_another_timeline_is_refused_rather_than_mistaken_for_ones_own()
    {
        ScheduledEvent foreign = new VirtualTimeline().Schedule(TimeSpan.FromSeconds(1), _ => { }, null);
        Schedule(TimeSpan.FromSeconds(1), "own");

        var refused = Assert.Throws<ArgumentException>(() => _timeline.Cancel(foreign));

        Assert.Equal("Cannot cancel the event due at 00:00:01; it belongs to another timeline. (Parameter 'scheduled')", refused.Message);
        Assert.Equal(1, _timeline.Count);
        Assert.True(foreign.IsPending);
    }

    [Fact]
    public void An_event_of_a_timeline_with_more_events_is_refused_too()
    {
        // 64 events fill the place that a timeline begins with.
        var other = new VirtualTimeline();
        for (int i = 0; i < 64; i++)
        {
            Schedule(TimeSpan.FromSeconds(1), "own");
            other.Schedule(TimeSpan.FromSeconds(1), _ => { }, null);
        }

        ScheduledEvent foreign = other.Schedule(TimeSpan.FromSeconds(1), _ => { }, null);

        Assert.Throws<ArgumentException>("scheduled", () => _timeline.Cancel(foreign));
    }

    [Fact]
    public void An_event_runs_where_the_flow_of_the_execution_context_is_suppressed()
    {
        Schedule(TimeSpan.Zero, "event");
        using AsyncFlowControl suppressed = ExecutionContext.SuppressFlow();

        Assert.True(_timeline.RunNext());

        Assert.Equal(["event"], _ran);
    }

    [Fact]
    public void The_state_is_handed_to_the_callback()
    {
        object? received = null;
        _timeline.Schedule(TimeSpan.Zero, state => received = state, "state");

        _timeline.RunNext();

        Assert.Equal("state", received);
    }

    [Fact]
    public void Running_until_an_instant_includes_it_and_excludes_the_next_tick()
    {
        Schedule(TimeSpan.FromTicks(99), "before");
        Schedule(TimeSpan.FromTicks(100), "at");
        Schedule(TimeSpan.FromTicks(101), "after");

        _timeline.RunUntil(TimeSpan.FromTicks(100));

        Assert.Equal(["before", "at"], _ran);
        Assert.Equal(TimeSpan.FromTicks(100), _timeline.Now);
        Assert.Equal(TimeSpan.FromTicks(101), _timeline.NextDue);
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => _timeline.RunUntil(TimeSpan.FromTicks(99)));
        Assert.Equal("Cannot run until 00:00:00.0000099; virtual time is already 00:00:00.0000100. (Parameter 'instant')", refused.Message);
    }

    [Fact]
    public void Time_does_not_pass_in_the_middle_of_an_event()
    {
        _timeline.Schedule(TimeSpan.FromSeconds(1), _ => _timeline.RunNext(), null);
        _timeline.Schedule(TimeSpan.FromSeconds(2), _ => _timeline.RunUntil(TimeSpan.FromSeconds(9)), null);
        Schedule(TimeSpan.FromSeconds(3), "third");

        var next = Assert.Throws<InvalidOperationException>(() => _timeline.RunNext());
        var until = Assert.Throws<InvalidOperationException>(() => _timeline.RunNext());

        Assert.Equal("Cannot run the next event at 00:00:01; an event is still running.", next.Message);
        Assert.Equal("Cannot run until 00:00:09; an event is still running.", until.Message);
        Assert.Equal(TimeSpan.FromSeconds(2), _timeline.Now);
        Assert.Empty(_ran);
    }

    [Fact]
    public void An_event_that_throws_counts_as_run_and_the_timeline_goes_on()
    {
        _timeline.Schedule(TimeSpan.FromSeconds(1), _ => throw new FormatException("broken event"), null);
        Schedule(TimeSpan.FromSeconds(2), "next");

        Assert.Equal("broken event", Assert.Throws<FormatException>(() => _timeline.RunNext()).Message);
        Assert.True(_timeline.RunNext());

        Assert.Equal(["next"], _ran);
        Assert.Equal(2, _timeline.ExecutedEvents);
    }

    [Fact]
    public void What_an_event_writes_to_an_async_local_ends_with_the_event()
    {
        var local = new AsyncLocal<string?>();
        _timeline.Schedule(TimeSpan.Zero, _ => local.Value = "of the first event", null);
        _timeline.Schedule(TimeSpan.Zero, _ => _ran.Add($"second sees '{local.Value}'"), null);

        _timeline.RunUntil(TimeSpan.Zero);

        Assert.Equal(["second sees ''"], _ran);
        Assert.Null(local.Value);
    }

    [Fact]
    public void A_missing_callback_or_event_is_refused()
    {
        Assert.Throws<ArgumentNullException>("callback", () => _timeline.Schedule(TimeSpan.Zero, null!, null));
        Assert.Throws<ArgumentNullException>("scheduled", () => _timeline.Cancel(null!));
    }

    private ScheduledEvent Schedule(TimeSpan due, string name) => _timeline.Schedule(due, state => _ran.Add((string)state!), name);
}
