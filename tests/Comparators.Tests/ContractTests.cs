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
        Assert.Matches("^(article 00[0-4], lines [0-9]+-[0-9]+|octokit/auth-app.js #65, #161)", strategy.Source);
        Assert.Matches(@"^[^\n]{20,180}\.$", strategy.Rule);
    }

    [Fact]
    public void Every_strategy_of_the_articles_is_there()
    {
        var names = Factories().Select(type => type.GetCustomAttribute<StrategyAttribute>()!.Name).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "exp-minus-5s", "guarded-refresh", "iat-offset", "iat-offset-unlocked", "inert-config", "naive-expiry", "post-refresh-delay",
                "post-refresh-delay-locked", "reactive-retry",
                "retry-after-int", "server-time-estimate", "server-time-estimate-as-printed", "skew-buffer", "young-token-resend",
            ],
            names);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_option_says_what_it_does_and_what_it_may_be(string factory)
    {
        foreach (var option in TypeOf(factory).GetCustomAttributes<StrategyOptionAttribute>())
        {
            Assert.Matches("^[a-z][a-zA-Z]+$", option.Name);
            Assert.Matches(@"^[A-Z][^\n]+\.$", option.Description);
            Assert.NotEmpty(option.DefaultValue);
            Assert.Equal(option.Kind == StrategyOptionKind.Name, option.Min is null && option.Max is null);
        }
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Two_clients_share_nothing_and_dispose_no_network(string factory)
    {
        var (first, second) = (new Bench(), new Bench());
        using (var a = Create(factory, first))
        using (var b = Create(factory, second))
        {
            await CallAsync(first, a);
            await CallAsync(second, b);
            Assert.Equal(Timeout.InfiniteTimeSpan, a.Timeout);
        }

        // The control that raises before any request is the one that asks for no token.
        var expected = factory == nameof(ServerTimeEstimateAsPrinted) ? 0 : 1;
        Assert.Equal((expected, expected), (first.TokenRequests.Count, second.TokenRequests.Count));
        Assert.False(first.IsDisposed);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void An_unknown_option_is_named(string factory)
    {
        var thrown = Assert.Throws<TargetInvocationException>(
            () => Create(factory, new Bench(), options: new Dictionary<string, string> { ["margin"] = "00:00:05" }));

        Assert.Contains("has no option 'margin'; it has ", Assert.IsType<ArgumentException>(thrown.InnerException).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task Both_grants_work_and_a_rotated_refresh_token_is_ignored(string factory)
    {
        var bench = new Bench();
        using var client = Create(factory, bench, ClientGrant.RefreshToken);

        await CallAsync(bench, client);
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await CallAsync(bench, client);

        Assert.All(bench.TokenRequests, form => Assert.StartsWith("grant_type=refresh_token&refresh_token=first", form, StringComparison.Ordinal));
    }

    private static HttpClient Create(
        string factory, Bench bench, ClientGrant grant = ClientGrant.ClientCredentials, IReadOnlyDictionary<string, string>? options = null) =>
        (HttpClient)typeof(Bench).GetMethod(nameof(Bench.Client), 1, [typeof(ClientGrant), typeof(IReadOnlyDictionary<string, string>)])!
            .MakeGenericMethod(TypeOf(factory)).Invoke(bench, [grant, options])!;

    private static async Task CallAsync(Bench bench, HttpClient client)
    {
        try
        {
            var call = client.GetAsync("/");
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await call;
        }
        catch (MissingMemberException)
        {
            Assert.Empty(bench.TokenRequests);
        }
    }

    private static IEnumerable<Type> Factories() =>
        typeof(NaiveExpiry).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IClientFactory)));

    private static Type TypeOf(string name) => Factories().Single(type => type.Name == name);
}
