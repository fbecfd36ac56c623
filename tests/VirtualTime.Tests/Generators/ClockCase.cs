using FsCheck;
using FsCheck.Fluent;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Generators;

/// <summary>A faulty clock and some instants of reference time, in ticks, to look at it.</summary>
public sealed record ClockCase(IReadOnlyList<IClockFault> Faults, IReadOnlyList<long> Instants)
{
    /// <summary>The last instant, in units, at which something generated begins or ends.</summary>
    private const int LastUnit = 90;

    public ClockModel Model => ClockModel.Build(Faults);

    public override string ToString() => $"[{string.Join(", ", Faults)}] at [{string.Join(", ", Instants)}]";

    private static Arbitrary<ClockCase> WithUnits(Gen<long> units)
    {
        Gen<ClockCase> cases =
            from unit in units
            from count in Gen.Choose(0, 8)
            from faults in Gen.ListOf(Fault(unit), count)
            from instants in Gen.ListOf(Instant(unit), 6)
            select new ClockCase([.. faults], [.. instants]);

        return Arb.From(cases, static whole =>
            Enumerable.Range(0, whole.Faults.Count).Select(skip => whole with { Faults = Without(whole.Faults, skip) })
                .Concat(Enumerable.Range(0, whole.Instants.Count).Select(skip => whole with { Instants = Without(whole.Instants, skip) })));
    }

    private static Gen<IClockFault> Fault(long unit)
    {
        Gen<TimeSpan> begins = Gen.Choose(0, LastUnit * 2 / 3).Select(units => new TimeSpan(units * unit));
        Gen<TimeSpan> lasts = Gen.Choose(0, LastUnit / 3).Select(units => new TimeSpan(units * unit));
        Gen<TimeSpan> moves = Gen.Choose(-LastUnit, LastUnit).Select(units => new TimeSpan(units * unit));

        // Eight rates of -10 % still leave a clock that runs forward.
        Gen<int> rates = Gen.OneOf(Gen.Choose(-Drift.MaxPpb, Drift.MaxPpb), Gen.Elements(-Drift.MaxPpb, -1, 1, Drift.MaxPpb));
        Gen<bool> flags = Gen.Elements(true, false);
        return Gen.OneOf(
            moves.Select(IClockFault (distance) => new Offset(distance)),
            rates.Select(IClockFault (ppb) => new Drift(ppb)),
            from at in begins from distance in moves select (IClockFault)new Jump(at, distance),
            from at in begins from duration in lasts from counts in flags from stops in flags select (IClockFault)new Suspend(at, duration, counts, stops),
            from at in begins
            from duration in lasts
            from ppb in rates
            from isEndless in flags
            select (IClockFault)new RateChange(
                ppb, at, isEndless ? null : duration),
            Gen.Choose(1, 9).Select(IClockFault (steps) => new CoarseReads(new TimeSpan(steps * unit))));
    }

    /// <summary>An instant on the grid on which faults begin and end, or a tick beside it, or anywhere.</summary>
    private static Gen<long> Instant(long unit) =>
        from units in Gen.Choose(0, LastUnit)
        from beside in Gen.Frequency((3, Gen.Choose(-1, 1)), (1, Gen.Choose(0, int.MaxValue)))
        select Math.Max(0, units * unit + beside % Math.Max(2, unit));

    private static List<T> Without<T>(IReadOnlyList<T> list, int skip) => [.. list.Where((_, index) => index != skip)];

    /// <summary>Clocks whose faults are a few ticks long, so that every tick of their lives can be tried.</summary>
    public static class OfTicks
    {
        public static Arbitrary<ClockCase> Cases() => WithUnits(Gen.Constant(1L));
    }

    /// <summary>Clocks whose faults are ticks, milliseconds, seconds or hours long.</summary>
    public static class OfAnyLength
    {
        public static Arbitrary<ClockCase> Cases() =>
            WithUnits(Gen.Elements(1L, 3, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond + 1, TimeSpan.TicksPerHour));
    }
}
