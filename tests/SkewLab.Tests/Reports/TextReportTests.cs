using SkewLab.Reports;
using SkewLab.Runs;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.SkewLab.Tests.Reports;

public class TextReportTests
{
    private static readonly RunResult Refused = Samples.Result("naive-expiry", Verdict.Reproduced) with
    {
        Metrics = new WorldMetrics { Requests = 12345, Ok = 10000, Surfaced401 = 2345, FirstAfterRefreshRequests = 720, FirstAfterRefresh401 = 90, TokenRequests = 720 },
        UnauthorizedByCause = [new("not_propagated", "token not known yet", 2345, 2345, 90, new Dictionary<string, long>(), ["api-5 learns of a new token late.", "Not clock skew."]), new("expired", "token expired", 1, 0, 0, new Dictionary<string, long>(), ["Too late."])],
        First = new(
            "not_propagated",
            "at#2",
            1721,
            "765 ms too early",
            765,
            new Dictionary<string, double> { ["api-5"] = -3, ["client-1"] = 2, ["idp"] = 0 },
            [new(3605, "client-1", "asks for a token"), new(90005.055, "api-5", "401 not propagated")]),
    };

    [Fact]
    public void A_summary_tells_what_else_callers_noticed()
    {
        WorldMetrics metrics = new() { Requests = 10, Ok = 7, TokenRequests = 3, Cancelled = 1, RateLimited429 = 4, Jobs = 2, JobsOk = 1, PagesLost = 12 };

        Assert.Equal("0 of 10 calls got a 401; 2 got another error; 1 given up by its caller; 3 token requests; 4 answered 429; 1 of 2 jobs whole, 12 pages lost", Summary(metrics));
        Assert.EndsWith("2 of 2 jobs whole", Summary(metrics with { JobsOk = 2, PagesLost = 0 }), StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 jobs whole, 1 page twice", Summary(metrics with { PagesLost = 0, PagesTwice = 1 }), StringComparison.Ordinal);
        Assert.EndsWith("1 of 2 jobs whole, 12 pages lost, 1 twice", Summary(metrics with { PagesTwice = 1 }), StringComparison.Ordinal);

        static string Summary(WorldMetrics metrics) => VerdictLines.Summary(Samples.Result("any", Verdict.None) with { Metrics = metrics });
    }

    [Theory]
    [InlineData(Verdict.Impossible, "IMPOSSIBLE", "limit lostRotationAnswer: the answer was lost")]
    [InlineData(Verdict.Pending, "PENDING   ", "it lacks element 9")]
    public void A_verdict_with_a_reason_says_below_what_was_broken_and_why(Verdict verdict, string name, string reason)
    {
        var text = Report([Samples.Result("skew-aware", verdict) with { Reason = reason, Expectations = [new("requires", "ok", "3", 3, IsMet: true), new("requires", "surfaced401", "0", 3, IsMet: false)] }]);

        var indent = new string(' ', 30);
        Assert.Contains($"  skew-aware     {name}   0 of 1,234 calls got a 401; 12 token requests\n{indent}surfaced401 is 3, expected 0\n{indent}{reason}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_because_everything_held_names_no_bound()
    {
        var text = Report([Samples.Result("skew-aware", Verdict.Fails) with { Reason = "everything required held", Expectations = [new("requires", "surfaced401", "0", 0, IsMet: true)] }]);

        Assert.Contains($"12 token requests\n{new string(' ', 30)}everything required held\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_leads_with_the_verdict_then_why_then_the_first_case_then_the_replay()
    {
        var text = Report([Refused, Samples.Result("skew-aware", Verdict.Survives) with { Metrics = new() { Requests = 3, Ok = 1, Wire401 = 3, Absorbed401 = 3, TokenRequests = 1, Exceptions = 2 } }]);

        Assert.Equal(
            """
            small   1 IdP, 1 API node, 1 client     60 s in 0.3 s     seed 7

              naive-expiry   REPRODUCED   2,345 of 12,345 calls got a 401; 720 token requests
              skew-aware     SURVIVES     0 of 3 calls got a 401, 3 hidden by retries and exceptions; 2 ended in an exception; 1 token request

            Why naive-expiry gets 401s
               2,345  token not known yet   90 of 720 first requests after a refresh: 12.5 % (10.3..15.1 %)
                      api-5 learns of a new token late.
                      Not clock skew.
                   1  token expired
                      Too late.

            The first one: token at#2, call 1,721
              01:00:05.000  client-1  asks for a token
              1 d 01:00:05.055  api-5     401 not propagated
              765 ms too early
              clocks: api-5 -3 ms   client-1 +2 ms   idp 0

            replay  skewlab run small.yaml --seed 7
            trace   naive-expiry 3f9a…c1c1   skew-aware 3f9a…c1c1


            """,
            text);
    }

    [Fact]
    public void A_401_that_no_caller_saw_is_explained_where_exceptions_took_its_place_and_not_where_a_retry_hid_it()
    {
        var absorbed = Refused with { Metrics = new() { Requests = 9, Ok = 9, Wire401 = 50, Absorbed401 = 50, TokenRequests = 1 } };

        Assert.Contains("\n\nWhy naive-expiry gets 401s\n", Report([absorbed with { Metrics = absorbed.Metrics with { Exceptions = 1 } }]), StringComparison.Ordinal);
        Assert.DoesNotContain("Why ", Report([absorbed]), StringComparison.Ordinal);
        Assert.Contains("0 of 9 calls got a 401, 50 hidden by a retry; 1 token request\n", Report([absorbed]), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_strategy_names_keep_the_columns_straight()
    {
        var lines = Report([Samples.Result("naive-expiry", Verdict.Survives), Samples.Result("refresh-one-minute-early", Verdict.None)]).Split('\n');

        Assert.Equal("  naive-expiry             SURVIVES     0 of 1,234 calls got a 401; 12 token requests", lines[2]);
        Assert.Equal("  refresh-one-minute-early -            0 of 1,234 calls got a 401; 12 token requests", lines[3]);
    }

    [Fact]
    public void The_first_case_names_its_strategy_where_several_got_401s()
    {
        Assert.Contains("\nThe first one with naive-expiry: token at#2, call 1,721\n", Report([Refused, Refused with { Strategy = "iat-offset" }]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_case_without_a_caller_says_so()
    {
        Assert.Contains("\nThe first one: token at#2, a request no caller asked for\n", Report([Refused with { First = Refused.First! with { Call = null } }]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_first_case_without_a_token_says_so()
    {
        Assert.Contains("\nThe first one: no token, call 1,721\n", Report([Refused with { First = Refused.First! with { Token = "no token" } }]), StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_bounds_stand_under_the_verdict_they_explain()
    {
        var result = Samples.Result("naive-expiry", Verdict.Fails) with
        {
            Expectations =
            [
                new("requires", "surfaced401", "0", 1234, false),
                new("requires", "ok", ">= 1", 1234, true),
                new("reproduces", "firstAfterRefresh401Rate", "10%..15%", 0.0725, false),
                new("requires", "addedLatencyMs.p95", "<= 1ms", 1.5, false),
                new("requires", "longestOutageSeconds", "<= 1s", 2.25, false),
            ],
        };

        var lines = Report([result]).Split('\n')[2..7];

        Assert.Equal(
            [
                "  naive-expiry   FAILS        0 of 1,234 calls got a 401; 12 token requests",
                "                              surfaced401 is 1,234, expected 0",
                "                              firstAfterRefresh401Rate is 7.25%, expected 10%..15% (the bug was not reproduced)",
                "                              addedLatencyMs.p95 is 1.5 ms, expected <= 1ms",
                "                              longestOutageSeconds is 2.25 s, expected <= 1s",
            ],
            lines);
    }

    [Theory]
    [InlineData(NotRunKind.Refused, "REFUSED", null)]
    [InlineData(NotRunKind.Silent, "SILENT", null)]
    [InlineData(NotRunKind.Broken, "BROKEN", "This is a bug of the lab, not of the strategy: please report it with the scenario and this text.")]
    [InlineData(NotRunKind.Died, "DIED", "Nothing is known of this world: run it again.")]
    internal void A_world_that_did_not_run_says_which_kind_of_news_that_is_and_what_to_do(NotRunKind kind, string name, string? advice)
    {
        var lines = Report([Samples.NotRun(kind, "first: x\r\n   at y")]).Split('\n');

        Assert.Equal($"  naive-expiry   {name,-10}   first: x", lines[2]);
        Assert.Equal("                                 at y", lines[3]);
        Assert.Equal(advice is null ? "" : $"                              {advice}", lines[4]);
        Assert.Contains("replay  skewlab run small.yaml --seed 7", lines);
        Assert.Contains("trace   naive-expiry -", lines);
    }

    [Fact]
    public void A_reason_over_several_lines_stays_in_its_column()
    {
        var lines = Report([Samples.Result("naive-expiry", Verdict.Unsound) with { Unsound = "the lab broke: x\r\n   at y\n" }]).Split('\n');

        Assert.Equal("  naive-expiry   UNSOUND      the lab broke: x", lines[2]);
        Assert.Equal("                                 at y", lines[3]);
    }

    [Fact]
    public void A_total_counts_what_did_not_run_behind_the_verdicts()
    {
        var text = Report(
        [
            Samples.NotRun(NotRunKind.Died, "gone"),
            Samples.Ran(Samples.Result("naive-expiry", Verdict.Survives, "b")),
            Samples.NotRun(NotRunKind.Refused, "no"),
        ]);

        Assert.EndsWith("\n2 scenarios, 3 runs: 1 SURVIVES, 1 REFUSED, 1 DIED\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_scenarios_end_in_a_total()
    {
        var text = Report([Samples.Result("naive-expiry", Verdict.Fails, "a"), Samples.Result("naive-expiry", Verdict.Survives, "b"), Samples.Result("skew-aware", Verdict.Survives, "b")]);

        Assert.EndsWith("\n2 scenarios, 3 runs: 2 SURVIVES, 1 FAILS\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_prints_verdict_lines_and_nothing_else()
    {
        var text = Report([Refused, Samples.Result("skew-aware", Verdict.Survives, "another-one")], quiet: true);

        Assert.Equal(
            """
            small         naive-expiry   REPRODUCED   2,345 of 12,345 calls got a 401; 720 token requests
            another-one   skew-aware     SURVIVES     0 of 1,234 calls got a 401; 12 token requests

            """,
            text);
    }

    private static string Report(IReadOnlyList<RunResult> results, bool quiet = false) => Report([.. results.Select(Samples.Ran)], quiet);

    private static string Report(IReadOnlyList<RunOutcome> outcomes, bool quiet = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new TextReport().Write(output, Samples.Plan(outcomes, quiet), outcomes);
        return output.ToString();
    }
}
