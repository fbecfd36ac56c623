using System.Reflection;
using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

public class ContractTests
{
    public static TheoryData<string> Strategies() => [.. Factories().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_comparator_says_its_name_its_rule_and_its_lines(string factory)
    {
        var strategy = TypeOf(factory).GetCustomAttribute<StrategyAttribute>();

        Assert.NotNull(strategy);
        Assert.Matches("^[a-z0-9-]+$", strategy.Name);
        Assert.Matches("article 00[0-4], lines [0-9]+-[0-9]+", strategy.Source);
        Assert.NotEmpty(strategy.Rule);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Two_clients_share_nothing_and_dispose_no_network(string factory)
    {
        var (first, second) = (new Bench(), new Bench());
        var create = typeof(Bench).GetMethod(nameof(Bench.Client))!.MakeGenericMethod(TypeOf(factory));
        using (var a = (HttpClient)create.Invoke(first, [ClientGrant.ClientCredentials, null])!)
        using (var b = (HttpClient)create.Invoke(second, [ClientGrant.ClientCredentials, null])!)
        {
            await a.GetAsync("/");
            await b.GetAsync("/");
            Assert.Equal(Timeout.InfiniteTimeSpan, a.Timeout);
        }

        Assert.Equal((1, 1), (first.TokenRequests.Count, second.TokenRequests.Count));
        Assert.False(first.IsDisposed);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void An_unknown_option_is_named(string factory)
    {
        var environment = new Dictionary<string, string> { ["margin"] = "5s" };
        var create = typeof(Bench).GetMethod(nameof(Bench.Client))!.MakeGenericMethod(TypeOf(factory));

        var thrown = Assert.Throws<TargetInvocationException>(() => create.Invoke(new Bench(), [ClientGrant.ClientCredentials, environment]));

        Assert.Contains("'margin'", Assert.IsType<ArgumentException>(thrown.InnerException).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Type> Factories() => typeof(NaiveExpiry).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IClientFactory)));

    private static Type TypeOf(string name) => Factories().Single(type => type.Name == name);
}
