using SkewLab.Properties.Tests.Lab;
using SkewLab.Runners;
using SkewLab.Verdicts.Checks;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>Each check finds what it looks for: in one world a comparator breaks it and the skew-aware client keeps it.</summary>
[Collection(PropertyLab.Name)]
public sealed class ChecksTests(PropertyLab lab)
{
    private const string Refused = "timeline: [ { at: 1m, fault: { at: api-1, status: 401 } } ]";
    private const string Busy = "timeline: [ { at: 0s, fault: { at: idp, path: /oauth/token, status: 429, retryAfter: 20s, times: 2 } } ]";
    private const string SetBack = "timeline: [ { at: 1m, jump: { clock: client, by: -1h } }, { at: 90s, endFaults: all } ]";
    private const string Rotating = "idp: { tokens: { lifetime: 1m }, refreshTokens: { mode: rotate, reuseGrace: 1h } }\nclients: { grant: refreshToken }";
    private const string Late = "api: { each: { learnsTokenAfter: 800ms } }\nidp: { tokens: { lifetime: 1m } }";
    private const string ShortLived = "idp: { tokens: { lifetime: 10s } }";

    [Theory]
    [InlineData("absorbs", "naive-expiry", Refused + "\napi: { nodes: 1 }", false, "a refusal reached the caller (injected)")]
    [InlineData("absorbs", "naive-expiry", Late, true, "a refusal reached the caller (not_propagated)")]
    [InlineData("warm-wire", "naive-expiry", Late, true, "a warm client was refused")]
    [InlineData("no-storm", "reactive-retry", Refused, true, "more token requests were forced than two and one per 30 s")]
    [InlineData("forced-once", "exp-minus-5s", "clients: { clock: { offset: +2h } }", true, "a token request was forced without a refusal")]
    [InlineData("retry-after", "naive-expiry", Busy, true, "a token request came before Retry-After allowed it")]
    [InlineData("recovers", "naive-expiry", "idp: { tokens: { lifetime: 2m } }\n" + SetBack, true, "a call failed long after the last fault (status 401)")]
    [InlineData("refresh-tokens-once", "naive-expiry", Rotating, true, "a refresh token was presented again after its answer had come")]
    public async Task A_check_catches_a_client_that_breaks_it(string check, string breaker, string world, bool isKept, string problem)
    {
        var results = await lab.RunAsync([Request(check, breaker, world), Request(check, "skew-aware", world)]);

        var broken = Assert.Single(results[0].Checks!);
        Assert.Equal((check, CheckVerdict.Fail), (broken.Name, broken.Verdict));
        Assert.StartsWith(problem + ": ", broken.Events[0], StringComparison.Ordinal);
        Assert.Equal(isKept, results[1].Checks![0].Verdict != CheckVerdict.Fail);
        Assert.Equal(isKept, results[1].Checks![0].Events.Count == 0);
    }

    [Fact]
    public async Task A_promise_that_nothing_puts_to_the_test_is_unknown()
    {
        var result = Assert.Single(await lab.RunAsync([Request("retry-after", "skew-aware", ShortLived)]));

        Assert.Equal((CheckVerdict.Unknown, 0L), (result.Checks![0].Verdict, result.Checks[0].Cases));
    }

    [Fact]
    public async Task A_check_that_there_is_not_is_refused_by_name()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.RunAsync([Request("kindness", "skew-aware", ShortLived)]));

        Assert.Contains("There is no check 'kindness'; there are absorbs, ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_checks_a_result_holds_none()
    {
        var result = Assert.Single(await lab.RunAsync([Request("absorbs", "skew-aware", ShortLived) with { Options = new() }]));

        Assert.Null(result.Checks);
    }

    private static RunRequest Request(string check, string strategy, string world) => new()
    {
        ScenarioFile = "check.yaml",
        ScenarioText = $$"""
            lab: 1
            name: check
            duration: 10m
            links: { "client -> idp": { oneWay: 20ms }, "client -> api-*": { oneWay: 20ms } }
            traffic: [ { executor: constantArrivalRate, rate: 5/s } ]
            strategies: [ {{strategy}} ]
            {{world}}
            """,
        Strategy = strategy,
        Options = new() { Checks = [check] },
    };
}
