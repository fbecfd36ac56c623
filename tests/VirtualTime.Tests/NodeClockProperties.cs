using FsCheck.Xunit;
using SkewLab.VirtualTime.Tests.Generators;

namespace SkewLab.VirtualTime.Tests;

[Properties(Arbitrary = [typeof(ClockCase.OfAnyLength)], MaxTest = 500, QuietOnSuccess = true)]
public sealed class NodeClockProperties
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Property]
    public void A_node_reads_the_same_through_its_clock_as_time_goes_on(ClockCase clock)
    {
        var timeline = new VirtualTimeline();
        var node = new NodeClock(timeline, clock.Model, Epoch);
        foreach (long instant in clock.Instants.Order())
        {
            timeline.RunUntil(new TimeSpan(instant));

            Assert.Equal(Epoch + clock.Model.WallAt(timeline.Now), node.GetUtcNow());
            Assert.Equal(clock.Model.ElapsedAt(timeline.Now).Ticks, node.GetTimestamp());
            Assert.Equal(clock.Model.OffsetAt(timeline.Now), node.Offset);
        }
    }

    [Property(Arbitrary = [typeof(ClockCase.OfTicks)])]
    public void A_timer_fires_at_the_first_waking_tick_at_which_its_time_has_passed(ClockCase clock)
    {
        // Each instant arms a timer, and the next one says for how long.
        var exact = new RationalClock(clock.Faults);
        var timeline = new VirtualTimeline();
        var node = new NodeClock(timeline, clock.Model, Epoch);
        long?[] fired = new long?[clock.Instants.Count];
        for (int i = 0; i < clock.Instants.Count; i++)
        {
            int timer = i;
            var due = new TimeSpan(clock.Instants[(i + 1) % clock.Instants.Count]);
            timeline.Schedule(
                new TimeSpan(clock.Instants[i]),
                _ => node.CreateTimer(_ => fired[timer] = timeline.Now.Ticks, null, due, Timeout.InfiniteTimeSpan),
                null);
        }

        while (timeline.RunNext())
            continue;

        for (int i = 0; i < clock.Instants.Count; i++)
        {
            long armed = clock.Instants[i];
            long due = exact.ExactElapsed(armed) + clock.Instants[(i + 1) % clock.Instants.Count];
            Assert.Equal(exact.FirstAwake(armed, instant => exact.ExactElapsed(instant) >= due), fired[i]);
        }
    }

    [Property]
    public void A_periodic_timer_of_a_waking_machine_keeps_its_rhythm_to_the_tick_for_ever(ClockCase clock)
    {
        var faults = clock.Faults.Where(fault => fault is not SkewLab.VirtualTime.Faults.Suspend).ToList();
        var timeline = new VirtualTimeline();
        var node = new NodeClock(timeline, ClockModel.Build(faults), Epoch);
        var exact = new RationalClock(faults);
        var fired = new List<long>();
        TimeSpan due = TimeSpan.FromTicks(clock.Instants.Sum());
        TimeSpan period = TimeSpan.FromMilliseconds(1) + TimeSpan.FromTicks(clock.Instants.Sum() / 20);
        using ITimer timer = node.CreateTimer(_ => fired.Add(timeline.Now.Ticks), null, due, period);

        while (fired.Count < 20)
            timeline.RunNext();

        for (int i = 0; i < fired.Count; i++)
        {
            long target = due.Ticks + i * period.Ticks;
            Assert.True(exact.ExactElapsed(fired[i]) >= target, $"Firing {i} came early.");
            Assert.True(fired[i] == 0 || exact.ExactElapsed(fired[i] - 1) < target, $"Firing {i} came late.");
        }
    }
}
