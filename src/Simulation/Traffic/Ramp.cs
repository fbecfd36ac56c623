using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.Simulation.Traffic;

/// <summary>A rate that changes linearly from stage to stage, and when it has added up to how many calls.</summary>
/// <remarks>
/// What has added up is counted in exact parts of a call: every rate is a whole number of calls a day, so a stage adds up to a whole number of parts, and rounding never
/// moves a call into another stage or beyond the last. Within a stage the instant comes from a square root, and is rounded to a tick.
/// </remarks>
internal sealed class Ramp
{
    private readonly List<Stage> _stages = [];

    /// <param name="rate">The rate at the beginning; null is zero.</param>
    /// <param name="stages">What comes then, one after the other.</param>
    public Ramp(Rate? rate, IEnumerable<StageSection> stages)
    {
        var (perDay, begin, added) = (PerDay(rate), TimeSpan.Zero, Int128.Zero);
        foreach (var section in stages)
        {
            var stage = new Stage(begin, section.For, perDay, PerDay(section.Rate), added);
            _stages.Add(stage);
            (perDay, begin, added) = (stage.EndPerDay, begin + section.For, stage.AddedAtEnd);
        }
    }

    /// <value>How many parts a call has: twice the ticks of a day, because a stage's mean rate is half the sum of two.</value>
    public static Int128 PartsPerCall => 2 * TimeSpan.TicksPerDay;

    /// <summary>The instant at which the rate has added up to <paramref name="parts"/>, from the beginning of the first stage; null if it never does before the last one ends.</summary>
    public TimeSpan? TimeOf(Int128 parts)
    {
        foreach (var stage in _stages)
        {
            if (parts < stage.AddedAtEnd)
                return stage.Begin + stage.TimeOf(parts);
        }

        return null;
    }

    private static long PerDay(Rate? rate) => rate is null ? 0 : rate.Count * (TimeSpan.TicksPerDay / rate.Period.Ticks);

    private sealed record Stage(TimeSpan Begin, TimeSpan Length, long BeginPerDay, long EndPerDay, Int128 AddedAtBegin)
    {
        public Int128 AddedAtEnd { get; } = AddedAtBegin + (Int128)(BeginPerDay + EndPerDay) * Length.Ticks;

        // The rate adds up to b t + a t^2 with b = 2 r0 and a = (r1 - r0) / length. Solved for t in the form that subtracts nothing from its like.
        public TimeSpan TimeOf(Int128 parts)
        {
            var added = (double)(parts - AddedAtBegin);
            if (added == 0)
                return TimeSpan.Zero;
            double b = 2 * BeginPerDay;
            var a = (double)(EndPerDay - BeginPerDay) / Length.Ticks;
            var root = Math.Sqrt(Math.Max(0, b * b + 4 * a * added));
            var ticks = (long)(2 * added / (b + root) + 0.5);
            return TimeSpan.FromTicks(Math.Min(ticks, Length.Ticks - 1));
        }
    }
}
