using SkewLab.Client;
using SkewLab.ClientContract;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Simulation.Tests.Strategies;

public sealed class SkewAwareTests
{
    [Theory]
    [InlineData(ClientGrant.ClientCredentials, null)]
    [InlineData(ClientGrant.RefreshToken, "rt")]
    public void It_enters_with_either_grant_and_counts_no_timeout_of_the_machine(ClientGrant grant, string? refreshToken)
    {
        using var network = new SocketsHttpHandler();

        using var http = new SkewAware().Create(Environment(network) with { Grant = grant, RefreshToken = refreshToken });

        Assert.Equal(Timeout.InfiniteTimeSpan, http.Timeout);
        Assert.Equal("https://api.skewlab.test/", http.BaseAddress!.AbsoluteUri);
    }

    [Fact]
    public void An_option_it_does_not_have_is_refused_by_name()
    {
        using var network = new SocketsHttpHandler();
        var environment = Environment(network) with { Options = new Dictionary<string, string> { ["zeal"] = "1", ["margin"] = "00:01:00" } };

        var refused = Assert.Throws<ArgumentException>(() => new SkewAware().Create(environment));

        Assert.StartsWith("skew-aware has no option 'zeal'.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_options_are_those_it_declares()
    {
        using var network = new SocketsHttpHandler();
        var options = StrategyCatalog.Find("skew-aware")!.Options.ToDictionary(option => option.Name, option => option.Kind switch
        {
            StrategyOptionKind.Switch => "false",
            StrategyOptionKind.Count => "5",
            _ => "00:00:05",
        });

        using var http = new SkewAware().Create(Environment(network) with { Grant = ClientGrant.RefreshToken, RefreshToken = "rt", Options = options });

        Assert.NotNull(http);
    }

    [Fact]
    public void What_a_scenario_leaves_out_is_as_the_client_has_it_and_as_it_is_declared()
    {
        var defaults = new SkewAwareOptions();
        var declared = StrategyCatalog.Find("skew-aware")!.Options;

        foreach (var option in declared)
        {
            var value = typeof(SkewAwareOptions).GetProperty(char.ToUpperInvariant(option.Name[0]) + option.Name[1..])!.GetValue(defaults)!;
            var expected = option.Kind switch
            {
                StrategyOptionKind.Duration => DurationText.Format((TimeSpan)value),
                StrategyOptionKind.Switch => (bool)value ? "true" : "false",
                _ => value.ToString(),
            };
            Assert.Equal((option.Name, expected), (option.Name, option.DefaultValue));
        }
    }

    [Fact]
    public void Options_that_do_not_fit_each_other_are_refused_by_the_client()
    {
        using var network = new SocketsHttpHandler();
        var environment = Environment(network) with { Options = new Dictionary<string, string> { ["holdDown"] = "00:00:09" } };

        var refused = Assert.Throws<ArgumentException>(() => new SkewAware().Create(environment));

        Assert.StartsWith("MaxHoldDown: 00:00:05 is less than HoldDown, 00:00:09.", refused.Message, StringComparison.Ordinal);
    }

    private static ClientEnvironment Environment(HttpMessageHandler network) => new()
    {
        Time = new VirtualTime.NodeClock(new(), VirtualTime.ClockModel.Perfect, DateTimeOffset.UnixEpoch),
        Network = network,
        TokenEndpoint = new("https://idp.skewlab.test/oauth/token"),
        ApiBaseAddress = new("https://api.skewlab.test/"),
        ClientId = "client-1",
        ClientSecret = "secret",
        Random = new(1),
    };
}
