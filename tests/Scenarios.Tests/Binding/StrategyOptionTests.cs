using System.Text.Json;
using Json.Schema;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Tests.Binding;

public class StrategyOptionTests
{
    private const string Names = "[ naive-expiry, skew-aware ]";

    [Fact]
    public void Options_arrive_in_their_normal_form()
    {
        var strategy = Strategies("[ { name: exp-minus-5s, buffer: 1m30s, retries: 3, locked: true } ]").Single();

        Assert.Equal("exp-minus-5s", strategy.Label);
        Assert.Equal(new Dictionary<string, string> { ["buffer"] = "00:01:30", ["retries"] = "3", ["locked"] = "true" }, strategy.Options);
    }

    [Fact]
    public void One_strategy_stands_twice_under_two_names()
    {
        var strategies = Strategies("[ exp-minus-5s, { name: exp-minus-5s, as: exp-minus-10s, buffer: 10s } ]");

        Assert.Equal(["exp-minus-5s", "exp-minus-10s"], strategies.Select(strategy => strategy.Label));
        Assert.Empty(strategies[0].Options);
    }

    [Fact]
    public void What_is_put_over_a_strategy_takes_its_options_too()
    {
        var strategy = Strategies("[ { name: retry-after-int, over: exp-minus-5s, buffer: 10s } ]").Single();

        Assert.Equal(new Dictionary<string, string> { ["over"] = "exp-minus-5s", ["buffer"] = "00:00:10" }, strategy.Options);
    }

    [Theory]
    [InlineData("[ { name: naive-expiry, buffer: 10s } ]", "7:37: strategies[0]: 'buffer' is no option of naive-expiry, which has none; the keys here are name, as.")]
    [InlineData("[ { name: exp-minus-5s, bufer: 10s } ]", "7:37: strategies[0]: 'bufer' is no option of exp-minus-5s; did you mean 'buffer'?")]
    [InlineData("[ { name: exp-minus-5s, colour: red } ]", "7:37: strategies[0]: 'colour' is no option of exp-minus-5s; the keys here are name, as, buffer, retries, locked.")]
    [InlineData("[ { name: exp-minus-5s, buffer: 10 } ]", "7:45: strategies[0].buffer: '10' has no unit; write '10s' or '10ms'.")]
    [InlineData("[ { name: exp-minus-5s, buffer: 25h } ]", "7:45: strategies[0].buffer: '25h' is outside 0s to 1d.")]
    [InlineData("[ { name: exp-minus-5s, buffer: [] } ]", "7:45: strategies[0].buffer: one value such as '5s' belongs here.")]
    [InlineData("[ { name: exp-minus-5s, retries: 10 } ]", "7:46: strategies[0].retries: '10' is outside 0 to 9.")]
    [InlineData("[ { name: exp-minus-5s, locked: yes } ]", "7:45: strategies[0].locked: 'yes' is neither 'true' nor 'false'.")]
    [InlineData("[ { name: retry-after-int, over: naive-expiri } ]", "7:46: strategies[0].over: 'naive-expiri' is no strategy that this one can be put over; did you mean 'naive-expiry'?")]
    [InlineData("[ { name: retry-after-int, over: skew-aware } ]", "7:46: strategies[0].over: 'skew-aware' is no strategy that this one can be put over; the strategies it can are exp-minus-5s, iat-offset, naive-expiry.")]
    [InlineData("[ { name: retry-after-int, buffer: 10s } ]", "7:40: strategies[0]: 'buffer' is no option of retry-after-int; the keys here are name, as, over.")]
    [InlineData("[ { buffer: 10s } ]", "7:15: strategies[0]: the key 'name' is missing; write it as in 'name: naive-expiry'.")]
    [InlineData("[ { name: exp-minus-6s, buffer: 10s } ]", "7:23: strategies[0].name: 'exp-minus-6s' is not a known strategy; did you mean 'exp-minus-5s'?")]
    [InlineData("[ { name: exp-minus-5s, as: Ten } ]", "7:41: strategies[0].as: 'Ten' is not in kebab-case; write small letters, digits and single hyphens, as in 'exp-minus-10s'.")]
    [InlineData("[ exp-minus-5s, { name: exp-minus-5s, buffer: 10s } ]", "7:37: strategies[1].name: 'exp-minus-5s' is listed twice; name each strategy once, or tell them apart by 'as', as in '{ name: exp-minus-5s, as: exp-minus-10s, buffer: 10s }'.")]
    public void A_wrong_option_is_refused_with_place_and_rule(string strategies, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace(Names, strategies)));

    [Theory]
    [InlineData("{ name: ten, requires: { surfaced401: 0 } }", "8:27: expect.naive-expiry: unknown key 'name'; the keys here are reproduces, requires, limit, pending.")]
    [InlineData("{ limit: coldStartBehindNode }", "8:27: expect.naive-expiry: 'limit' says why 'requires' cannot hold, and nothing is required; add what would have to hold, as in 'requires: { surfaced401: 0 }'.")]
    [InlineData("{ pending: a store, reproduces: { surfaced401: 1 } }", "8:27: expect.naive-expiry: 'pending' says why 'requires' cannot hold, and nothing is required; add what would have to hold, as in 'requires: { surfaced401: 0 }'.")]
    [InlineData("{ limit: coldStartBehindNode, pending: a store, requires: { surfaced401: 0 } }", "8:55: expect.naive-expiry: 'pending' stands beside 'limit': what no client can do is not waited for; keep one of them.")]
    [InlineData("{ limit: L13, requires: { surfaced401: 0 } }", "8:34: expect.naive-expiry.limit: 'L13' is not one of endedInFlight, coldStartBehindNode, revokeOnRefreshWithLag, youngRefusalAmbiguous, offsetUncertain, suspendOrStep, " +
        "lostRotationAnswer, unreplayableBody, noLifetime, lifetimeTooShort, wireAgainstRequests, perProcess.")]
    public void An_excuse_needs_a_demand(string expectation, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}expect: {{ naive-expiry: {expectation} }}"));

    [Theory]
    [InlineData("[ exp-minus-5s, { name: exp-minus-5s, as: ten, buffer: 10s, retries: 1, locked: true } ]", true)]
    [InlineData("[ { name: retry-after-int, over: exp-minus-5s, buffer: 10s } ]", true)]
    [InlineData("[ { name: exp-minus-5s, buffer: 10 } ]", false)]
    [InlineData("[ { name: exp-minus-5s, bufer: 10s } ]", false)]
    [InlineData("[ { name: naive-expiry, buffer: 10s } ]", false)]
    [InlineData("[ { buffer: 10s } ]", false)]
    public void The_schema_knows_the_options_of_each_strategy(string strategies, bool isValid)
    {
        var schema = JsonSchema.FromText(ScenarioSchema.Create(ScenarioTexts.Vocabulary));
        var json = ScenarioSchemaTests.Json(ScenarioTexts.Minimal.Replace(Names, strategies));

        Assert.Equal(isValid, schema.Evaluate(JsonSerializer.SerializeToElement(json)).IsValid);
    }

    private static IReadOnlyList<StrategySection> Strategies(string strategies) => ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace(Names, strategies)).Strategies;
}
