using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SkewLab.VirtualTime.Tests;

/// <summary>The heap against the simplest queue that could be right: a list searched from end to end.</summary>
public sealed class VirtualTimelineProperties
{
    /// <summary>
    /// Schedule in <c>Argument</c> ticks, cancel the event that was scheduled <c>Argument</c>-th, run one event, or run <c>Argument</c> ticks.
    /// </summary>
    public sealed record Step(Kind Kind, int Argument);

    public enum Kind
    {
        Schedule,
        Cancel,
        RunNext,
        RunUntil,
    }

    public static class Steps
    {
        // Few dues, so that ties are common; more scheduling than running, so that the heap grows deep enough to have uncles.
        private static readonly Gen<Step> One = Gen.Frequency(
            (6, Gen.Choose(0, 20).Select(ticks => new Step(Kind.Schedule, ticks))),
            (3, Gen.Choose(0, 400).Select(index => new Step(Kind.Cancel, index))),
            (2, Gen.Constant(new Step(Kind.RunNext, 0))),
            (1, Gen.Choose(0, 3).Select(ticks => new Step(Kind.RunUntil, ticks))));

        public static Arbitrary<List<Step>> Lists() => Arb.From(
            One.ListOf().Resize(400).Select(list => list.ToList()),
            list => Enumerable.Range(0, list.Count).Select(skip => list.Where((_, index) => index != skip).ToList()));
    }

    [Property(Arbitrary = [typeof(Steps)], QuietOnSuccess = true)]
    public void Any_schedule_runs_as_a_sorted_list_would_run_it(List<Step> steps)
    {
        var timeline = new VirtualTimeline();
        var tickets = new List<ScheduledEvent>();
        var ran = new List<int>();
        var pending = new List<(long Due, int Name)>();
        var expected = new List<int>();
        long now = 0;

        foreach (Step step in steps)
        {
            switch (step.Kind)
            {
                case Kind.Schedule:
                    pending.Add((now + step.Argument, tickets.Count));
                    tickets.Add(timeline.Schedule(new TimeSpan(now + step.Argument), name => ran.Add((int)name!), tickets.Count));
                    break;
                case Kind.Cancel when step.Argument < tickets.Count:
                    Assert.Equal(pending.RemoveAll(item => item.Name == step.Argument) == 1, timeline.Cancel(tickets[step.Argument]));
                    break;
                case Kind.RunNext:
                    Assert.Equal(RunFirst(long.MaxValue), timeline.RunNext());
                    break;
                case Kind.RunUntil:
                    long end = now + step.Argument;
                    while (RunFirst(end))
                        continue;
                    now = end;
                    timeline.RunUntil(new TimeSpan(end));
                    break;
            }

            Assert.Equal(now, timeline.Now.Ticks);
            Assert.Equal(pending.Count, timeline.Count);
            Assert.Equal(pending.Count == 0 ? null : new TimeSpan(pending.Min().Due), timeline.NextDue);
            Assert.Equal(expected.Count, timeline.ExecutedEvents);
        }

        timeline.RunUntil(TimeSpan.MaxValue);
        while (RunFirst(long.MaxValue))
            continue;
        Assert.Equal(expected, ran);

        bool RunFirst(long last)
        {
            if (pending.Count == 0 || pending.Min().Due > last)
                return false;

            (long due, int name) = pending.Min();
            pending.Remove((due, name));
            expected.Add(name);
            now = due;
            return true;
        }
    }

    [Fact]
    public void Memory_follows_what_is_pending_and_not_what_was_cancelled()
    {
        var timeline = new VirtualTimeline();
        ScheduledEvent kept = timeline.Schedule(TimeSpan.FromDays(1), _ => { }, null);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        for (int i = 0; i < 1_000_000; i++)
        {
            ScheduledEvent scheduled = timeline.Schedule(TimeSpan.FromHours(1) + TimeSpan.FromTicks(i), _ => { }, null);
            Assert.True(timeline.Cancel(scheduled));
        }

        // A million forgotten events would hold 64 MB; tests that run beside this one hold far less than 32.
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 32_000_000, $"{grown} bytes are held for cancelled events.");
        Assert.Equal(1, timeline.Count);
        Assert.Equal(kept.Due, timeline.NextDue);
    }

    [Fact]
    public void A_kept_ticket_does_not_keep_what_its_event_would_have_run()
    {
        var timeline = new VirtualTimeline();
        (ScheduledEvent cancelled, WeakReference cancelledState) = ScheduleWithState(timeline);
        (ScheduledEvent run, WeakReference runState) = ScheduleWithState(timeline);

        timeline.Cancel(cancelled);
        timeline.RunNext();
        GC.Collect();

        Assert.False(cancelledState.IsAlive);
        Assert.False(runState.IsAlive);
        GC.KeepAlive(cancelled);
        GC.KeepAlive(run);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static (ScheduledEvent Scheduled, WeakReference State) ScheduleWithState(VirtualTimeline timeline)
    {
        var state = new object();
        return (timeline.Schedule(TimeSpan.FromSeconds(1), _ => { }, state), new WeakReference(state));
    }
}
