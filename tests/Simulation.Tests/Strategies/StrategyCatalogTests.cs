using SkewLab.ClientContract;
using SkewLab.Comparators;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Simulation.Tests.Strategies;

public sealed class StrategyCatalogTests
{
    [Fact]
    public void The_labs_own_strategies_are_found_by_name()
    {
        Assert.IsType<NaiveExpiry>(StrategyCatalog.Find("naive-expiry")?.Factory);
        Assert.IsType<IatOffset>(StrategyCatalog.Find("iat-offset")?.Factory);
        Assert.IsType<SkewAware>(StrategyCatalog.Find("skew-aware")?.Factory);
        Assert.Null(StrategyCatalog.Find("Naive-Expiry"));
    }

    [Fact]
    public void Names_are_unique_and_in_order_and_say_where_they_come_from()
    {
        var names = StrategyCatalog.All.Select(strategy => strategy.Name).ToArray();

        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", name));
        Assert.All(StrategyCatalog.All, strategy => Assert.NotEqual("", strategy.Rule));
        Assert.All(StrategyCatalog.All, strategy => Assert.NotEqual("", strategy.Source));
    }

    [Fact]
    public void An_assembly_offers_its_public_factories_with_the_attribute_and_no_others()
    {
        var offered = StrategyCatalog.From(typeof(OfferedStrategy).Assembly).Where(strategy => strategy.Factory.GetType().Namespace == typeof(OfferedStrategy).Namespace);

        var strategy = Assert.Single(offered);
        Assert.Equal(("offered", "A rule.", "A source."), (strategy.Name, strategy.Rule, strategy.Source));
        Assert.IsType<OfferedStrategy>(strategy.Factory);
    }
}

[Strategy("offered", Rule = "A rule.", Source = "A source.")]
public sealed class OfferedStrategy : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment) => new();
}

[Strategy("hidden", Rule = "It is internal.", Source = "A source.")]
internal sealed class HiddenStrategy : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment) => new();
}

public sealed class UnnamedStrategy : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment) => new();
}
