using FsCheck;
using FsCheck.Fluent;
using SkewLab.VirtualTime.Faults;
using SkewLab.VirtualTime.Tests.Generators;

namespace SkewLab.VirtualTime.Tests;

public sealed class ClockModelProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void Every_reading_agrees_with_exact_fractions() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
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
    }).Check(Thorough);

    [Fact]
    public void Elapsed_time_never_decreases() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
    {
        ClockModel model = clock.Model;
        TimeSpan last = TimeSpan.Zero;
        foreach (long instant in clock.Instants.SelectMany(instant => new[] { instant, instant + 1 }).Order())
        {
            TimeSpan elapsed = model.ElapsedAt(new TimeSpan(instant));
            Assert.True(elapsed >= last, $"{elapsed} was read after {last}.");
            last = elapsed;
        }
    }).Check(Thorough);

    [Fact]
    public void Jumps_and_offsets_never_move_elapsed() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
    {
        ClockModel without = ClockModel.Build(clock.Faults.Where(fault => fault is not (Jump or Offset)));
        foreach (long instant in clock.Instants)
            Assert.Equal(without.ElapsedAt(new TimeSpan(instant)), clock.Model.ElapsedAt(new TimeSpan(instant)));
    }).Check(Thorough);

    [Fact]
    public void The_order_in_which_faults_are_listed_changes_nothing() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
    {
        ClockModel reversed = ClockModel.Build(clock.Faults.Reverse());
        foreach (TimeSpan instant in clock.Instants.Select(instant => new TimeSpan(instant)))
        {
            Assert.Equal(clock.Model.WallAt(instant), reversed.WallAt(instant));
            Assert.Equal(clock.Model.ElapsedAt(instant), reversed.ElapsedAt(instant));
        }
    }).Check(Thorough);

    [Fact]
    public void A_clock_without_error_equals_reference_time() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
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
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Awake_is_the_first_instant_without_suspension() => Prop.ForAll(ClockCase.OfTicks(), clock =>
    {
        var exact = new RationalClock(clock.Faults);
        foreach (long instant in clock.Instants)
            Assert.Equal(exact.FirstAwake(instant, _ => true), clock.Model.AwakeAt(new TimeSpan(instant)).Ticks);
    }).Check(Thorough);

    [Fact]
    public void An_elapsed_reading_is_reached_at_the_first_waking_instant_that_shows_it() => Prop.ForAll(ClockCase.OfTicks(), clock =>
    {
        var exact = new RationalClock(clock.Faults);
        foreach (long elapsed in clock.Instants)
        {
            long first = exact.FirstAwake(0, instant => exact.ExactElapsed(instant) >= elapsed);
            Assert.Equal(first, clock.Model.ReferenceWhenElapsed(new TimeSpan(elapsed)).Ticks);
        }
    }).Check(Thorough);

    [Fact]
    public void One_tick_before_an_elapsed_reading_is_reached_it_is_not() => Prop.ForAll(ClockCase.OfAnyLength(), clock =>
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
    }).Check(Thorough);
}
