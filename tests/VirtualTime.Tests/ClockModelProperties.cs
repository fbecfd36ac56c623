using FsCheck.Xunit;
using SkewLab.VirtualTime.Faults;
using SkewLab.VirtualTime.Tests.Generators;

namespace SkewLab.VirtualTime.Tests;

[Properties(Arbitrary = [typeof(ClockCase.OfAnyLength)], MaxTest = 500, QuietOnSuccess = true)]
public sealed class ClockModelProperties
{
    [Property]
    public void Every_reading_agrees_with_exact_fractions(ClockCase clock)
    {
        var exact = new RationalClock(clock.Faults);
        ClockModel model = clock.Model;
        foreach (long instant in clock.Instants)
        {
            var reference = new TimeSpan(instant);
            Assert.Equal(exact.Wall(instant), model.WallAt(reference).Ticks);
            Assert.Equal(exact.Elapsed(instant), model.ElapsedAt(reference).Ticks);
            Assert.Equal(exact.ExactElapsed(instant), model.ExactElapsedAt(reference).Ticks);
            Assert.Equal(exact.Offset(instant), model.OffsetAt(reference).Ticks);
            Assert.Equal(exact.IsSuspended(instant), model.IsSuspendedAt(reference));
        }
    }

    [Property]
    public void Elapsed_time_never_decreases(ClockCase clock)
    {
        ClockModel model = clock.Model;
        TimeSpan last = TimeSpan.Zero;
        foreach (long instant in clock.Instants.SelectMany(instant => new[] { instant, instant + 1 }).Order())
        {
            TimeSpan elapsed = model.ElapsedAt(new TimeSpan(instant));
            Assert.True(elapsed >= last, $"{elapsed} was read after {last}.");
            last = elapsed;
        }
    }

    [Property]
    public void Jumps_and_offsets_never_move_elapsed(ClockCase clock)
    {
        ClockModel without = ClockModel.Build(clock.Faults.Where(fault => fault is not (Jump or Offset)));
        foreach (long instant in clock.Instants)
            Assert.Equal(without.ElapsedAt(new TimeSpan(instant)), clock.Model.ElapsedAt(new TimeSpan(instant)));
    }

    [Property]
    public void The_order_in_which_faults_are_listed_changes_nothing(ClockCase clock)
    {
        ClockModel reversed = ClockModel.Build(clock.Faults.Reverse());
        foreach (TimeSpan instant in clock.Instants.Select(instant => new TimeSpan(instant)))
        {
            Assert.Equal(clock.Model.WallAt(instant), reversed.WallAt(instant));
            Assert.Equal(clock.Model.ElapsedAt(instant), reversed.ElapsedAt(instant));
        }
    }

    [Property]
    public void A_clock_without_error_equals_reference_time(ClockCase clock)
    {
        foreach (TimeSpan instant in clock.Instants.Select(instant => new TimeSpan(instant)))
        {
            IClockFault[] harmless =
            [
                new Offset(TimeSpan.Zero), new Drift(0), new Jump(instant, TimeSpan.Zero), new Suspend(instant, TimeSpan.Zero, false, true),
                new CoarseReads(TimeSpan.FromTicks(1)), new RateChange(7, instant, TimeSpan.Zero),
            ];
            foreach (ClockModel model in new[] { ClockModel.Perfect, ClockModel.Build([]), ClockModel.Build(harmless) })
            {
                Assert.Equal(instant, model.WallAt(instant));
                Assert.Equal(instant, model.ElapsedAt(instant));
                Assert.Equal(TimeSpan.Zero, model.OffsetAt(instant));
                Assert.Equal(instant, model.AwakeAt(instant));
                Assert.Equal(instant, model.ReferenceWhenElapsed(instant));
                Assert.False(model.IsSuspendedAt(instant));
            }
        }
    }

    [Property(Arbitrary = [typeof(ClockCase.OfTicks)])]
    public void Awake_is_the_first_instant_without_suspension(ClockCase clock)
    {
        var exact = new RationalClock(clock.Faults);
        foreach (long instant in clock.Instants)
            Assert.Equal(exact.FirstAwake(instant, _ => true), clock.Model.AwakeAt(new TimeSpan(instant)).Ticks);
    }

    [Property(Arbitrary = [typeof(ClockCase.OfTicks)])]
    public void An_elapsed_reading_is_reached_at_the_first_waking_instant_that_shows_it(ClockCase clock)
    {
        var exact = new RationalClock(clock.Faults);
        foreach (long elapsed in clock.Instants)
        {
            long first = exact.FirstAwake(0, instant => exact.ExactElapsed(instant) >= elapsed);
            Assert.Equal(first, clock.Model.ReferenceWhenElapsed(new TimeSpan(elapsed)).Ticks);
        }
    }

    [Property]
    public void One_tick_before_an_elapsed_reading_is_reached_it_is_not(ClockCase clock)
    {
        ClockModel model = clock.Model;
        foreach (TimeSpan elapsed in clock.Instants.Select(instant => new TimeSpan(instant)))
        {
            TimeSpan first = model.ReferenceWhenElapsed(elapsed);
            Assert.True(model.ExactElapsedAt(first) >= elapsed);
            Assert.False(model.IsSuspendedAt(first));
            if (first > TimeSpan.Zero)
            {
                TimeSpan before = first - TimeSpan.FromTicks(1);
                Assert.True(model.ExactElapsedAt(before) < elapsed || model.IsSuspendedAt(before), $"{elapsed} was reached before {first}.");
            }
        }
    }
}
