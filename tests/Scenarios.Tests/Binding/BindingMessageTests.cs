namespace SkewLab.Scenarios.Tests.Binding;

public class BindingMessageTests
{
    // The minimal scenario has seven lines; what a case adds is line 8.
    [Theory]
    [InlineData("seed: -1", "8:7: seed: '-1' is not a whole number; write digits only, as in '8'.")]
    [InlineData("seed: 18446744073709551616", "8:7: seed: '18446744073709551616' is too large; the largest is 18446744073709551615.")]
    [InlineData("seed: 1e3", "8:7: seed: '1e3' is not a whole number; write digits only, as in '8'.")]
    [InlineData("seed: \"\"", "8:7: seed: '' is not a whole number; write digits only, as in '8'.")]
    [InlineData("seed:", "8:6: seed: nothing is given where one value such as '1' belongs.")]
    [InlineData("seed: ~", "8:7: seed: nothing is given where one value such as '1' belongs.")]
    [InlineData("seed: [ 1 ]", "8:7: seed: a list stands where one value such as '1' belongs.")]
    [InlineData("seed: { a: 1 }", "8:7: seed: a mapping stands where one value such as '1' belongs.")]
    [InlineData("idp: [ 1 ]", "8:6: idp: a list stands where a mapping with the keys clock, tokens, refreshTokens, rateLimit, revokeOnRefresh belongs.")]
    [InlineData("idp: none", "8:6: idp: 'none' stands where a mapping with the keys clock, tokens, refreshTokens, rateLimit, revokeOnRefresh belongs.")]
    [InlineData("links: [ 1 ]", "8:8: links: a list stands where a mapping by name (such as 'client -> idp') belongs.")]
    [InlineData("timeline: { at: 1h }", "8:11: timeline: a mapping stands where a list of entries belongs.")]
    [InlineData("idp: { revokeOnRefresh: yes }", "8:25: idp.revokeOnRefresh: 'yes' is neither 'true' nor 'false'.")]
    [InlineData("idp: { tokens: { format: JWT } }", "8:26: idp.tokens.format: 'JWT' is not one of jwt, opaque; did you mean 'jwt'?")]
    [InlineData("idp: { tokens: { algorithm: es256 } }", "8:29: idp.tokens.algorithm: 'es256' is not one of ES256, RS256, HS256; did you mean 'ES256'?")]
    [InlineData("idp: { tokens: { format: paseto } }", "8:26: idp.tokens.format: 'paseto' is not one of jwt, opaque.")]
    [InlineData("idp: { tokens: { lifetime: 1h, lifetime: 2h } }", "8:32: idp.tokens: the key 'lifetime' is given twice; the first is on line 8.")]
    [InlineData("idp: { tokens: { lifetme: 1h } }", "8:18: idp.tokens: unknown key 'lifetme'; did you mean 'lifetime'?")]
    [InlineData("idp: { tokens: { colour: red } }", "8:18: idp.tokens: unknown key 'colour'; the keys here are lifetime, format, algorithm, cachedUntil, expiresIn, notBefore.")]
    [InlineData("idp: { quota: { rate: 10/s, burst: 20 } }", "8:8: idp: unknown key 'quota'; the keys here are clock, tokens, refreshTokens, rateLimit, revokeOnRefresh.")]
    [InlineData("idp: { clock: { profile: cloud-wm } }", "8:26: idp.clock.profile: 'cloud-wm' is not a known clock profile; did you mean 'cloud-vm'?")]
    [InlineData("idp: { clock: { profile: sundial } }", "8:26: idp.clock.profile: 'sundial' is not a known clock profile; the clock profiles are cloud-vm, perfect, phone.")]
    [InlineData("idp: { clock: { drift: 50 } }", "8:24: idp.clock.drift: '50' has no unit; write '50ppm' or '50ppb'.")]
    [InlineData("links: { \"client -> idp\": { loss: 0.5 } }", "8:35: links[\"client -> idp\"].loss: '0.5' has no unit; write '0.5%', from 0% to 100%.")]
    [InlineData("links: { \"client -> idp\": { loss: half } }", "8:35: links[\"client -> idp\"].loss: 'half' is not a percentage; write it as '1%'.")]
    [InlineData("links: { \"client -> idp\": { loss: 5ppm } }", "8:35: links[\"client -> idp\"].loss: '5ppm' has the unknown unit 'ppm'; write a percentage such as '1%'.")]
    [InlineData("expect: { \"*\": { requires: { addedLatencyMs: 5ms } } }", "8:30: expect[\"*\"].requires: 'addedLatencyMs' is not a known metric; did you mean 'addedLatencyMs.p95'?")]
    [InlineData("expect: { \"*\": { requires: { addedLatencyMs.p95: 5 } } }", "8:50: expect[\"*\"].requires[\"addedLatencyMs.p95\"]: '5' has no unit; write '5s' or '5ms'.")]
    [InlineData("timeline: [ { revoke: newestToken } ]", "8:13: timeline[0]: the key 'at' is missing; write it as in 'at: 6h'.")]
    [InlineData("timeline: [ { at: 5m, endFaults: some } ]", "8:34: timeline[0].endFaults: 'some' is unknown; write 'all'.")]
    public void A_value_that_does_not_fit_is_refused_with_place_and_rule(string line, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));

    [Theory]
    [InlineData("duration: 1h", "duration: 999ms", "3:11: duration: '999ms' is outside 1s to 3650d.")]
    [InlineData("duration: 1h", "duration: 3650d1s", "3:11: duration: '3650d1s' is outside 1s to 3650d.")]
    [InlineData("duration: 1h\n", "", "1:1: the key 'duration' is missing; write it as in 'duration: 30d'.")]
    [InlineData("duration: 1h", "durration: 1h", "3:1: unknown key 'durration'; did you mean 'duration'?")]
    [InlineData("nodes: 2", "nodes: 0", "4:15: api.nodes: '0' is outside 1 to 1000.")]
    [InlineData("nodes: 2", "nodes: 1001", "4:15: api.nodes: '1001' is outside 1 to 1000.")]
    [InlineData("nodes: 2", "nodes: 99999999999999999999999", "4:15: api.nodes: '99999999999999999999999' is outside 1 to 1000.")]
    [InlineData("nodes: 2", "validator: josie", "4:19: api.validator: 'josie' is not a known validator preset; did you mean 'jose'?")]
    [InlineData("nodes: 2", "validator: { leeway: 90 }", "4:29: api.validator.leeway: '90' has no unit; write '90s' or '1m30s'.")]
    [InlineData("nodes: 2", "validator: [ jose ]", "4:19: api.validator: a list stands where a mapping with the keys preset, leeway, checkIssuedAt belongs.")]
    [InlineData("nodes: 2", "each: { learnsTokenAfter: \"uniform(-1ms, 5ms)\" }", "4:34: api.each.learnsTokenAfter: 'uniform(-1ms, 5ms)' reaches outside 0s to 3650d.")]
    [InlineData("nodes: 2", "each: { learnsTokenAfter: -1ms }", "4:34: api.each.learnsTokenAfter: '-1ms' is outside 0s to 3650d.")]
    [InlineData("[ naive-expiry, skew-aware ]", "naive-expiry", "7:13: strategies: 'naive-expiry' stands where a list such as [ naive-expiry ] belongs.")]
    [InlineData("naive-expiry,", "naive,", "7:15: strategies[0]: 'naive' is not a known strategy; the strategies are exp-minus-5s, iat-offset, naive-expiry, retry-after-int, skew-aware.")]
    [InlineData("executor: constantArrivalRate, ", "", "6:12: traffic[0]: the key 'executor' is missing; write it as in 'executor: constantArrivalRate'.")]
    [InlineData("12/min", "12", "6:51: traffic[0].rate: '12' has no period; write '12/s', '12/min', '12/h' or '12/d'.")]
    public void A_changed_value_is_refused_with_place_and_rule(string old, string changed, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace(old, changed)));

    [Theory]
    [InlineData("duration: 1h", "duration: 1s")]
    [InlineData("duration: 1h", "duration: 3650d")]
    [InlineData("nodes: 2", "nodes: 1")]
    [InlineData("nodes: 2", "nodes: 1000")]
    [InlineData("nodes: 2", "each: { learnsTokenAfter: 0s }")]
    [InlineData("nodes: 2", "each: { clock: { offset: -36500d, drift: -100000ppm, resolution: 1s } }")]
    public void The_bounds_themselves_are_allowed(string old, string changed) => ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace(old, changed));

    [Fact]
    public void A_file_that_is_no_mapping_has_one_error() => Assert.StartsWith("1:1: a list stands where a mapping with the keys lab, name,", ScenarioTexts.OnlyError("- lab: 1"));
}
