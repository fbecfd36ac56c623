using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class ConstantArrivalRateTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Even_calls_come_at_equal_distances_from_the_start_on_and_none_at_the_end()
    {
        var world = SteppedWorld.Run(Lasting(Minute, Even("6/min")), ActingClient.Plain);

        Assert.Equal(["0.0000000", "10.0000000", "20.0000000", "30.0000000", "40.0000000", "50.0000000"], world.TimesOf("call"));
    }

    [Fact]
    public void Calls_keep_to_the_start_and_the_end_of_their_executor()
    {
        var section = Even("6/min") with { Start = TimeSpan.FromSeconds(15), End = TimeSpan.FromSeconds(35) };

        var world = SteppedWorld.Run(Lasting(Minute, section), ActingClient.Plain);

        Assert.Equal(["15.0000000", "25.0000000"], world.TimesOf("call"));
    }

    [Fact]
    public void A_tick_more_lets_one_more_call_in()
    {
        var section = Even("6/min") with { End = TimeSpan.FromSeconds(20) + TimeSpan.FromTicks(1) };

        var world = SteppedWorld.Run(Lasting(Minute, section), ActingClient.Plain);

        Assert.Equal(["0.0000000", "10.0000000", "20.0000000"], world.TimesOf("call"));
    }

    [Fact]
    public void A_rate_that_does_not_divide_its_period_does_not_add_up_rounding()
    {
        var world = SteppedWorld.Run(Lasting(Minute, Even("7/min")), ActingClient.Plain);

        // n x 60 s / 7, rounded down to a tick.
        Assert.Equal(["0.0000000", "8.5714285", "17.1428571", "25.7142857", "34.2857142", "42.8571428", "51.4285714"], world.TimesOf("call"));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)] // 60 s / 13 is 4.61538461…: thirteen rounded intervals are shorter than the minute.
    [InlineData(900)]
    public void A_minute_has_as_many_even_calls_as_the_rate_says(int perMinute)
    {
        var world = SteppedWorld.Run(Lasting(Minute, Even($"{perMinute}/min")), Answering);

        Assert.Equal(perMinute, world.Result.Metrics.Requests);
    }

    [Fact]
    public void Poisson_calls_come_at_their_rate_on_average()
    {
        var world = SteppedWorld.Run(Lasting(TimeSpan.FromHours(3), Poisson("60/min")), Answering);

        // 10,800 on average; the standard deviation is 104.
        Assert.InRange(world.Result.Metrics.Requests, 10_400, 11_200);
    }

    [Fact]
    public void Poisson_gaps_vary_as_much_as_they_last()
    {
        var world = SteppedWorld.Run(Lasting(TimeSpan.FromHours(3), Poisson("60/min")), Answering);

        var times = world.TimesOf("call").Select(time => double.Parse(time)).ToArray();
        var gaps = times.Zip(times.Skip(1), (one, next) => next - one).ToArray();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - gaps.Average()) * (gap - gaps.Average())));
        // The standard deviation of an exponential distribution is its mean: 1 s.
        Assert.InRange(gaps.Average(), 0.95, 1.05);
        Assert.InRange(deviation, 0.93, 1.07);
    }

    [Fact]
    public void Two_strategies_meet_the_same_arrivals()
    {
        var scenario = Lasting(10 * Minute, Poisson("12/min"), Poisson("3/min")) with { Clients = new() { Count = 3 } };
        var eager = new ActingClient(async (_, request, send) =>
        {
            await send(request, CancellationToken.None).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var (one, other) = (SteppedWorld.Run(scenario, ActingClient.Plain), SteppedWorld.Run(scenario, eager));

        Assert.Equal(one.LinesOf("call"), other.LinesOf("call"));
        Assert.NotEqual(one.LinesOf("send").Count, other.LinesOf("send").Count);
    }

    [Fact]
    public void Another_seed_or_another_executor_draws_other_arrivals()
    {
        var scenario = Lasting(10 * Minute, Poisson("12/min"));
        var second = Lasting(10 * Minute, Even("1/d"), Poisson("12/min"));

        var (one, seeded, later) = (SteppedWorld.Run(scenario, Answering, seed: 1), SteppedWorld.Run(scenario, Answering, seed: 2), SteppedWorld.Run(second, Answering, seed: 1));

        Assert.NotEqual(one.TimesOf("call"), seeded.TimesOf("call"));
        Assert.NotEqual(one.TimesOf("call"), later.TimesOf("call").Skip(1));
    }

    [Fact]
    public void Calls_spread_over_the_clients_with_equal_chances()
    {
        var world = SteppedWorld.Run(Lasting(TimeSpan.FromHours(1), Even("1/s")) with { Clients = new() { Count = 4 } }, Answering);

        var counts = world.LinesOf("call").CountBy(line => line.Split(' ')[2]).Select(count => count.Value).ToArray();
        // 900 each; the standard deviation is sqrt(3,600 x 1/4 x 3/4) = 26.
        Assert.Equal(4, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 790, 1_010));
    }

    [Fact]
    public void An_open_model_does_not_wait_for_answers()
    {
        var scenario = Lasting(TimeSpan.FromSeconds(3), Even("1/s")) with { Links = Links(("client -> api-*", OneWay(Minute / 2))) };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["0.0000000", "1.0000000", "2.0000000"], world.TimesOf("call"));
        Assert.Equal(["60.0000000", "61.0000000", "62.0000000"], world.TimesOf("done"));
    }

    private static ActingClient Answering { get; } = new((_, _, _) => Task.FromResult(new HttpResponseMessage()));
}
