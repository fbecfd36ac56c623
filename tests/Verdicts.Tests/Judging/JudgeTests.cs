using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Tests.Judging;

public sealed class JudgeTests
{
    private static readonly WorldMetrics Measured = new() { Requests = 100, Surfaced401 = 3, Surfaced401Rate = 0.03, AddedLatencyMs = new() { P95 = 250 } };

    [Theory]
    [InlineData("1%..5%", "", Verdict.Reproduced)]
    [InlineData("4%..5%", "", Verdict.Fails)]
    [InlineData("", "100", Verdict.Survives)]
    [InlineData("", "99", Verdict.Fails)]
    [InlineData("1%..5%", "100", Verdict.Reproduced)]
    [InlineData("1%..5%", "99", Verdict.Fails)]
    [InlineData("4%..5%", "100", Verdict.Fails)]
    [InlineData("", "", Verdict.None)]
    public void The_verdict_sums_up_the_symptom_and_the_demands(string reproduces, string requires, Verdict verdict)
    {
        var scenario = Expecting(("*", Section(reproduces, requires)));

        Assert.Equal(verdict, Judge.Check(scenario, "naive-expiry", Measured).Verdict);
    }

    [Fact]
    public void A_strategy_that_no_entry_names_is_not_judged()
    {
        var judgement = Judge.Check(Expecting(("skew-aware", Section("", "99"))), "naive-expiry", Measured);

        Assert.Empty(judgement.Expectations);
        Assert.Equal(Verdict.None, judgement.Verdict);
    }

    [Fact]
    public void A_world_in_which_nobody_called_proves_nothing()
    {
        var judgement = Judge.Check(Expecting(("*", Section("", "99"))), "naive-expiry", new WorldMetrics());

        Assert.Equal(new("requires", "requests", ">= 1", 0, IsMet: false), judgement.Expectations[0]);
        Assert.Equal(Verdict.Fails, judgement.Verdict);
    }

    [Fact]
    public void An_exact_name_replaces_the_star_and_does_not_merge_with_it()
    {
        var scenario = Expecting(("*", Section("", "99")), ("naive-expiry", Section("1%..5%", "")));

        var (named, other) = (Judge.Check(scenario, "naive-expiry", Measured).Expectations, Judge.Check(scenario, "skew-aware", Measured).Expectations);

        Assert.Equal("surfaced401Rate", Assert.Single(named).Metric);
        Assert.Equal("requests", Assert.Single(other).Metric);
    }

    [Fact]
    public void An_exact_name_without_bounds_takes_the_stars_away()
    {
        var scenario = Expecting(("*", Section("", "99")), ("naive-expiry", new()));

        Assert.Equal(Verdict.None, Judge.Check(scenario, "naive-expiry", Measured).Verdict);
    }

    [Theory]
    [InlineData("249.9ms..300ms", true)]
    [InlineData("250ms..300ms", true)]
    [InlineData("250.1ms..300ms", false)]
    [InlineData("<= 249.9ms", false)]
    [InlineData("<= 250ms", true)]
    [InlineData(">= 250ms", true)]
    [InlineData(">= 250.1ms", false)]
    public void Both_ends_of_a_range_belong_to_it(string range, bool isMet)
    {
        var scenario = Expecting(("*", new() { Requires = Bounds(("addedLatencyMs.p95", MetricRange.Parse(range, MetricUnit.Milliseconds))) }));

        var result = Assert.Single(Judge.Check(scenario, "any", Measured).Expectations);

        Assert.Equal(new ExpectationResult("requires", "addedLatencyMs.p95", range, 250, isMet), result);
    }

    [Fact]
    public void Results_come_in_one_order_the_symptom_first()
    {
        var section = new ExpectationSection
        {
            Requires = Bounds(("surfaced401", MetricRange.Parse("3", MetricUnit.Count)), ("requests", MetricRange.Parse("100", MetricUnit.Count))),
            Reproduces = Bounds(("wire401", MetricRange.Parse("0", MetricUnit.Count))),
        };

        var results = Judge.Check(Expecting(("*", section)), "any", Measured).Expectations;

        Assert.Equal(["reproduces wire401", "requires requests", "requires surfaced401"], results.Select(result => $"{result.Kind} {result.Metric}"));
    }

    [Theory]
    [InlineData("1%..5%", "99", Verdict.Impossible, "limit lostRotationAnswer: the answer to a rotation was lost and the server grants no reuse")]
    [InlineData("", "99", Verdict.Impossible, "limit lostRotationAnswer: the answer to a rotation was lost and the server grants no reuse")]
    [InlineData("4%..5%", "99", Verdict.Fails, null)]
    [InlineData("1%..5%", "100", Verdict.Fails, "everything required held, although the scenario says it cannot (limit lostRotationAnswer: the answer to a rotation was lost and the server grants no reuse): take that out of 'expect'")]
    public void A_limit_excuses_a_broken_demand_and_fails_where_the_demand_holds(string reproduces, string requires, Verdict verdict, string? reason)
    {
        var judgement = Judge.Check(Expecting(("*", Section(reproduces, requires) with { Limit = LimitName.LostRotationAnswer })), "any", Measured);

        Assert.Equal((verdict, reason), (judgement.Verdict, judgement.Reason));
    }

    [Theory]
    [InlineData("99", Verdict.Pending, "it lacks element 9, rotation safety")]
    [InlineData("100", Verdict.Fails, "everything required held, although the scenario says it cannot (it lacks element 9, rotation safety): take that out of 'expect'")]
    public void What_a_strategy_lacks_excuses_a_broken_demand_and_fails_where_the_demand_holds(string requires, Verdict verdict, string reason)
    {
        var judgement = Judge.Check(Expecting(("*", Section("", requires) with { Pending = "element 9, rotation safety" })), "any", Measured);

        Assert.Equal((verdict, reason), (judgement.Verdict, judgement.Reason));
    }

    [Fact]
    public void No_limit_excuses_a_world_in_which_nobody_called() =>
        Assert.Equal(Verdict.Fails, Judge.Check(Expecting(("*", Section("", "99") with { Limit = LimitName.EndedInFlight })), "any", new WorldMetrics()).Verdict);

    [Fact]
    public void Every_limit_has_words_of_its_own() =>
        Assert.Equal(Enum.GetValues<LimitName>().Length, Enum.GetValues<LimitName>().Select(LimitWords.Of).Distinct().Count());

    [Fact]
    public void A_limit_is_named_as_scenarios_write_it() =>
        Assert.Equal(["endedInFlight", "coldStartBehindNode"], Enum.GetValues<LimitName>().Take(2).Select(LimitWords.NameOf));

    [Fact]
    public void A_limit_that_nobody_gave_words_to_has_none_of_anothers() => Assert.Throws<ArgumentOutOfRangeException>(() => LimitWords.Of((LimitName)12));

    private static Scenario Expecting(params (string Strategy, ExpectationSection Section)[] expect) =>
        TestScenario.Lasting(TimeSpan.FromHours(1)) with { Expect = expect.ToDictionary(entry => entry.Strategy, entry => entry.Section) };

    private static ExpectationSection Section(string surfaced401Rate, string requests) => new()
    {
        Reproduces = surfaced401Rate.Length == 0 ? Bounds() : Bounds(("surfaced401Rate", MetricRange.Parse(surfaced401Rate, MetricUnit.Share))),
        Requires = requests.Length == 0 ? Bounds() : Bounds(("requests", MetricRange.Parse(requests, MetricUnit.Count))),
    };

    private static Dictionary<string, MetricRange> Bounds(params (string Metric, MetricRange Range)[] bounds) => bounds.ToDictionary(bound => bound.Metric, bound => bound.Range);
}
