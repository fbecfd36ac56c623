using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Traffic;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class RampTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_stage_that_keeps_its_rate_counts_evenly()
    {
        var ramp = Of("6/min", ("6/min", Minute));

        Assert.Equal(TimeSpan.Zero, ramp.TimeOf(0));
        Assert.Equal(TimeSpan.FromSeconds(10), ramp.TimeOf(Ramp.PartsPerCall));
        Assert.Equal(TimeSpan.FromSeconds(50), ramp.TimeOf(5 * Ramp.PartsPerCall));
        Assert.Null(ramp.TimeOf(6 * Ramp.PartsPerCall));
    }

    [Fact]
    public void A_rate_that_grows_from_nothing_has_added_up_to_a_quarter_at_half_its_time()
    {
        // 8 a minute at the end: 4 calls in all, the first of them in the first 30 s.
        var ramp = Of(null, ("8/min", Minute));

        Assert.Equal(TimeSpan.FromSeconds(30), ramp.TimeOf(Ramp.PartsPerCall));
        Assert.Null(ramp.TimeOf(4 * Ramp.PartsPerCall));
    }

    [Fact]
    public void A_rate_that_falls_mirrors_one_that_grows()
    {
        // 8 a minute to 4 a minute: 6 calls, and 3.5 of them in the first half.
        var ramp = Of("8/min", ("4/min", Minute));

        Assert.Equal(TimeSpan.FromSeconds(30), ramp.TimeOf(7 * Ramp.PartsPerCall / 2));
        Assert.Null(ramp.TimeOf(6 * Ramp.PartsPerCall));
    }

    [Fact]
    public void A_stage_begins_where_the_one_before_ended()
    {
        var ramp = Of(null, ("8/min", Minute), ("8/min", Minute), ("1/min", Minute));

        // 4 calls in the first minute; the fourth after those is half a minute into the second.
        Assert.Equal(Minute, ramp.TimeOf(4 * Ramp.PartsPerCall));
        Assert.Equal(Minute * 1.5, ramp.TimeOf(8 * Ramp.PartsPerCall));
        // 4 + 8 + 4.5 calls: the last part of one comes a tick before the end, and no later.
        Assert.Equal(Minute * 3 - TimeSpan.FromTicks(1), ramp.TimeOf(33 * Ramp.PartsPerCall / 2 - 1));
        Assert.Null(ramp.TimeOf(33 * Ramp.PartsPerCall / 2));
    }

    [Fact]
    public void Ten_years_at_a_million_a_second_do_not_overflow()
    {
        var ramp = Of("1000000/s", ("1000000/s", TimeSpan.FromDays(3650)));

        Assert.Equal(TimeSpan.FromDays(1), ramp.TimeOf(86_400_000_000 * Ramp.PartsPerCall));
        Assert.Null(ramp.TimeOf((Int128)3650 * 86_400_000_000 * Ramp.PartsPerCall));
    }

    [Property(Arbitrary = [typeof(Stages)], QuietOnSuccess = true)]
    public bool More_calls_never_come_earlier_and_never_after_the_end(Stage[] stages)
    {
        var ramp = Of($"{stages[0].Rate}/s", [.. stages.Select(stage => ($"{stage.Rate}/min", TimeSpan.FromTicks(stage.Ticks)))]);
        var previous = TimeSpan.Zero;
        for (Int128 parts = 0; ; parts += Ramp.PartsPerCall / 100_000)
        {
            if (ramp.TimeOf(parts) is not { } time)
                return true;
            if (time < previous || time.Ticks >= stages.Sum(stage => stage.Ticks))
                return false;
            previous = time;
        }
    }

    private static Ramp Of(string? rate, params (string Rate, TimeSpan For)[] stages) =>
        new(rate is null ? null : Rate.Parse(rate), stages.Select(stage => new StageSection { Rate = Rate.Parse(stage.Rate), For = stage.For }));

    public sealed record Stage(int Rate, int Ticks);

    public static class Stages
    {
        public static Arbitrary<Stage[]> Four() =>
            (from rate in Gen.Choose(1, 1000) from ticks in Gen.Choose(1, 100_000) select new Stage(rate, ticks)).ArrayOf(4).ToArbitrary();
    }
}
