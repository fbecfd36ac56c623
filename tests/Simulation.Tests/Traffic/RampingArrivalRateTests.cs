using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class RampingArrivalRateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static ActingClient Answering { get; } = new((_, _, _) => Task.FromResult(new HttpResponseMessage()));

    [Fact]
    public void Even_calls_come_when_the_rate_has_added_up_to_whole_calls()
    {
        var section = Ramping(("6/min", Minute)) with { Arrivals = ArrivalsName.Even, Start = TimeSpan.FromSeconds(10) };

        var world = SteppedWorld.Run(Lasting(2 * Minute, section), Answering);

        // 3 t^2 / (60 s)^2 calls: one at sqrt(1200) s, two at sqrt(2400) s, and the third would be at the end.
        Assert.Equal(["10.0000000", "44.6410162", "58.9897949"], world.TimesOf("call"));
    }

    [Theory]
    [InlineData(6, 3)] // 3 calls added up, the third at the very end.
    [InlineData(7, 4)] // 3.5
    [InlineData(8, 4)]
    [InlineData(600, 300)]
    [InlineData(601, 301)] // 300.5
    public void There_are_as_many_even_calls_as_the_rate_adds_up_to_rounded_up(int perMinute, int calls)
    {
        var world = SteppedWorld.Run(Lasting(2 * Minute, Ramping(($"{perMinute}/min", Minute)) with { Arrivals = ArrivalsName.Even }), Answering);

        Assert.Equal(calls, world.Result.Metrics.Requests);
    }

    [Fact]
    public void Poisson_calls_are_as_many_on_average_and_the_most_where_the_rate_is_highest()
    {
        var section = Ramping(("120/min", 60 * Minute), ("1/min", 60 * Minute));

        var world = SteppedWorld.Run(Lasting(TimeSpan.FromHours(3), section), Answering);

        // 3,600 + 3,630 calls; the standard deviation is 85. Of the first 3,600 a quarter comes in the first half hour, with a deviation of 30.
        var times = world.TimesOf("call").Select(time => double.Parse(time)).ToArray();
        Assert.InRange(times.Length, 6_890, 7_570);
        Assert.InRange(times.Count(time => time < 1_800), 780, 1_020);
        Assert.InRange(times.Count(time => time < 3_600), 3_360, 3_840);
        Assert.All(times, time => Assert.InRange(time, 0, 7_200));
    }

    [Fact]
    public void Two_strategies_meet_the_same_arrivals_and_another_seed_draws_others()
    {
        var scenario = Lasting(10 * Minute, Ramping(("60/min", 10 * Minute))) with { Clients = new() { Count = 3 } };

        var (one, other, seeded) = (SteppedWorld.Run(scenario, Answering), SteppedWorld.Run(scenario, ActingClient.Plain), SteppedWorld.Run(scenario, Answering, seed: 2));

        Assert.Equal(one.LinesOf("call"), other.LinesOf("call"));
        Assert.NotEqual(one.LinesOf("call"), seeded.LinesOf("call"));
        Assert.Equal(3, one.LinesOf("call").Select(line => line.Split(' ')[2]).Distinct().Count());
    }

    private static TrafficSection Ramping(params (string Rate, TimeSpan For)[] stages) => new()
    {
        Executor = ExecutorName.RampingArrivalRate,
        Stages = [.. stages.Select(stage => new StageSection { Rate = Rate.Parse(stage.Rate), For = stage.For })],
    };
}
