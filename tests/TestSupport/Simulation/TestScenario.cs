using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.TestSupport.Simulation;

/// <summary>Scenarios as short as a test's first paragraph.</summary>
internal static class TestScenario
{
    public static Scenario Lasting(TimeSpan duration, params TrafficSection[] traffic) =>
        new() { Lab = 1, Name = "test", Duration = duration, Traffic = traffic };

    /// <summary>One call, in worlds of less than a day after it.</summary>
    public static TrafficSection OneCallAt(TimeSpan at) => Even("1/d") with { Start = at };

    public static TrafficSection Even(string rate) =>
        new() { Executor = ExecutorName.ConstantArrivalRate, Rate = Rate.Parse(rate), Arrivals = ArrivalsName.Even };

    public static TrafficSection Poisson(string rate) => Even(rate) with { Arrivals = ArrivalsName.Poisson };

    public static TrafficSection Users(int vus, TimeSpan pause) => new() { Executor = ExecutorName.ConstantVus, Vus = vus, Pause = pause };

    public static Dictionary<string, LinkSection> Links(params (string Name, LinkSection Link)[] links) =>
        links.ToDictionary(link => link.Name, link => link.Link);

    public static LinkSection OneWay(TimeSpan delay) => new() { OneWay = Distribution.Constant(delay) };
}
