namespace SkewLab.Scenarios.Tests.Rules;

public class ScenarioRulesTests
{
    private const string Constant = "{ executor: constantArrivalRate, rate: 12/min }";

    [Theory]
    [InlineData("api: { nodes: 2, node: { api-3: { learnsTokenAfter: 1s } } }", "4:26: api.node: 'api-3' is not a node of this API; there are api-1 to api-2 ('nodes: 2').")]
    [InlineData("api: { nodes: 1, node: { api-0: { learnsTokenAfter: 1s } } }", "4:26: api.node: 'api-0' is not a node of this API; there is api-1 ('nodes: 1').")]
    [InlineData("api: { nodes: 2, node: { api-01: { learnsTokenAfter: 1s } } }", "4:26: api.node: 'api-01' is not a node of this API; there are api-1 to api-2 ('nodes: 2').")]
    public void Nodes_exist(string api, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace("api: { nodes: 2 }", api)));

    [Theory]
    [InlineData("client -> api-3")]
    [InlineData("client->idp")]
    [InlineData("client -> client")]
    [InlineData("idp -> client")]
    public void Links_exist(string link)
    {
        const string Rule = "is not a link; the links are client -> idp, client -> api-* and client -> api-1 to client -> api-2.";

        Assert.Equal($"8:10: links: '{link}' {Rule}", ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}links: {{ \"{link}\": {{ loss: 1% }} }}"));
        Assert.Equal($"8:37: timeline[0].lose.link: '{link}' {Rule}", ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}timeline: [ {{ at: 5m, lose: {{ link: \"{link}\", leg: request }} }} ]"));
    }

    [Fact]
    public void A_link_is_given_once() => Assert.Equal(
        "8:64: links: the key 'client -> idp' is given twice; the first is on line 8.",
        ScenarioTexts.OnlyError(ScenarioTexts.Minimal + "links: { \"client -> idp\": { loss: 1% }, \"client -> api-*\": {}, \"client -> idp\": {} }"));

    [Theory]
    [InlineData("lab: 1", "lab: 2", "1:6: lab: '2' is a format that is not known; write 'lab: 1'.")]
    [InlineData("lab: 1", "lab: 0", "1:6: lab: '0' is a format that is not known; write 'lab: 1'.")]
    [InlineData("name: minimal", "name: Minimal", "2:7: name: 'Minimal' is not in kebab-case; write small letters, digits and single hyphens, as in 'post-refresh-401'.")]
    [InlineData("name: minimal", "name: a--b", "2:7: name: 'a--b' is not in kebab-case; write small letters, digits and single hyphens, as in 'post-refresh-401'.")]
    [InlineData("[ naive-expiry, skew-aware ]", "[]", "7:13: strategies: no strategy is tested; name at least one, as in 'strategies: [ naive-expiry ]'.")]
    [InlineData("skew-aware ]", "naive-expiry ]", "7:29: strategies[1]: 'naive-expiry' is listed twice; name each strategy once, or tell them apart by 'as', as in '{ name: exp-minus-5s, as: exp-minus-10s, buffer: 10s }'.")]
    [InlineData("[ " + Constant + " ]", "[]", "6:10: traffic: no call is ever made; add an entry such as '- { executor: constantArrivalRate, rate: 12/min }'.")]
    [InlineData("traffic: [ " + Constant + " ]\n", "", "1:1: traffic: no call is ever made; add an entry such as '- { executor: constantArrivalRate, rate: 12/min }'.")]
    [InlineData(", rate: 12/min", "", "6:12: traffic[0]: the executor constantArrivalRate needs the key 'rate'; write it as in 'rate: 12/min'.")]
    [InlineData("rate: 12/min", "rate: 12/min, vus: 5", "6:59: traffic[0]: 'vus' is not a key of the executor constantArrivalRate; leave it out.")]
    [InlineData("rate: 12/min", "rate: 12/min, pause: 5s", "6:59: traffic[0]: 'pause' is not a key of the executor constantArrivalRate; leave it out.")]
    [InlineData(Constant, "{ executor: constantVus, pause: 1s }", "6:12: traffic[0]: the executor constantVus needs the key 'vus'; write it as in 'vus: 5'.")]
    [InlineData(Constant, "{ executor: constantVus, vus: 5, rate: 1/s, pause: 1s }", "6:45: traffic[0]: 'rate' is not a key of the executor constantVus; leave it out.")]
    [InlineData(Constant, "{ executor: constantVus, vus: 5, arrivals: even, pause: 1s }", "6:45: traffic[0]: 'arrivals' is not a key of the executor constantVus; leave it out.")]
    [InlineData("12/min", "12/min, request: GET /api/v2/user", "6:68: traffic[0].request: 'GET /api/v2/user' is not a call that the API answers; did you mean 'GET /api/v2/users'?")]
    [InlineData("12/min", "12/min, request: POST /api/v2/users/me", "6:68: traffic[0].request: 'POST /api/v2/users/me' is not a call that the API answers; did you mean 'GET /api/v2/users/me'?")]
    [InlineData("12/min", "12/min, request: DELETE /", "6:68: traffic[0].request: 'DELETE /' is not a call that the API answers; the calls it answers are GET /api/v2/users/me, GET /api/v2/users, GET /api/v2/conversations, GET /api/v2/conversations/voice, GET /api/v2/tokens/me, POST /api/v2/analytics/conversations/details/query.")]
    [InlineData("12/min", "12/min, start: 10m, end: 10m", "6:76: traffic[0].end: '10m' is not after the start, 10m; no call would be made.")]
    [InlineData("12/min", "12/min, end: 61m", "6:64: traffic[0].end: '61m' is after the end of the world, 1h.")]
    [InlineData("12/min", "12/min, start: 60m", "6:66: traffic[0].start: '60m' is not before the end of the world, 1h.")]
    public void A_world_holds_together(string old, string changed, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace(old, changed)));

    // The calls are on line 6.
    [Theory]
    [InlineData("{ executor: job }", "6:12: traffic[0]: the executor job needs the key 'pages'; write it as in 'pages: 40'.")]
    [InlineData("{ executor: processes, pause: 1s }", "6:12: traffic[0]: the executor processes needs the key 'calls'; write it as in 'calls: 10'.")]
    [InlineData("{ executor: rampingArrivalRate }", "6:12: traffic[0]: the executor rampingArrivalRate needs the key 'stages'; write it as in 'stages: [ { rate: 10/s, for: 5m } ]'.")]
    [InlineData("{ executor: rampingArrivalRate, stages: [] }", "6:12: traffic[0]: the executor rampingArrivalRate needs the key 'stages'; write it as in 'stages: [ { rate: 10/s, for: 5m } ]'.")]
    [InlineData("{ executor: rampingArrivalRate, stages: [ { for: 5m } ] }", "6:54: traffic[0].stages[0]: the key 'rate' is missing; write it as in 'rate: 10/s'.")]
    [InlineData("{ executor: rampingArrivalRate, stages: [ { rate: 10/s } ] }", "6:54: traffic[0].stages[0]: the key 'for' is missing; write it as in 'for: 5m'.")]
    [InlineData("{ executor: rampingArrivalRate, stages: [ { rate: 10/s, for: 30m }, { rate: 1/s, for: 31m } ] }", "6:52: traffic[0].stages: the stages go on until 1h1m, after the end of the world, 1h; shorten them.")]
    [InlineData("{ executor: rampingArrivalRate, start: 1us, stages: [ { rate: 10/s, for: 1h } ] }", "6:64: traffic[0].stages: the stages go on until 1h1us, after the end of the world, 1h; shorten them.")]
    [InlineData("{ executor: rampingArrivalRate, end: 30m, stages: [ { rate: 10/s, for: 30m } ] }", "6:44: traffic[0]: 'end' is not a key of the executor rampingArrivalRate; leave it out.")]
    [InlineData("{ executor: job, pages: 4, request: GET /api/v2/users/me }", "6:39: traffic[0]: 'request' is not a key of the executor job; leave it out.")]
    [InlineData("{ executor: job, pages: 4, calls: 5 }", "6:39: traffic[0]: 'calls' is not a key of the executor job; leave it out.")]
    [InlineData("{ executor: processes, calls: 4, retries: 5, pause: 1s }", "6:45: traffic[0]: 'retries' is not a key of the executor processes; leave it out.")]
    [InlineData("{ executor: job, pages: 4, onError: skip, paging: cursor }", "6:48: traffic[0].onError: 'skip' needs 'paging: pageNumber': the cursor of a page comes with the page before, so no page can be skipped; write 'onError: stop' or 'onError: restart'.")]
    [InlineData("{ executor: job, pages: 4, onError: restart }", "6:48: traffic[0].onError: 'restart' needs a pause: a job whose calls fail at once would begin anew without end at one instant; write 'pause: 1s'.")]
    [InlineData("{ executor: job, pages: 2501, pageSize: 100 }", "6:36: traffic[0].pages: '2501' is more than there are: the query finds 250000 conversations, which is 2500 pages of 100.")]
    [InlineData("{ executor: job, pages: 4, body: { size: 255B } }", "6:53: traffic[0].body.size: '255B' is outside 256B to 1MB.")]
    [InlineData("{ executor: job, pages: 4, body: { size: 1001kB } }", "6:53: traffic[0].body.size: '1001kB' is outside 256B to 1MB.")]
    [InlineData("{ executor: job, pages: 4, body: { size: 64 } }", "6:53: traffic[0].body.size: '64' has no unit; write '64kB' or '64B'.")]
    [InlineData("{ executor: constantArrivalRate, rate: 1/s, body: {} }", "6:56: traffic[0]: 'body' needs a POST request, but 'GET /api/v2/users/me' has no body; leave it out, or write 'request: POST /api/v2/analytics/conversations/details/query'.")]
    [InlineData("{ executor: constantArrivalRate, rate: 1/s, cancelAfter: 0s }", "6:69: traffic[0].cancelAfter: '0s' is outside 1ms to 1d.")]
    [InlineData("{ executor: processes, calls: 4 }", "6:12: traffic[0].pause: without a pause, and over the link 'client -> api-1', which takes no time, processes start without end at one instant; write 'pause: 1s', or give the link a delay, as in '\"client -> api-*\": { oneWay: 20ms }' under 'links'.")]
    public void Traffic_holds_together(string traffic, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace(Constant, traffic)));

    [Theory]
    [InlineData("{ executor: rampingArrivalRate, rate: 1/s, arrivals: even, stages: [ { rate: 10/s, for: 30m }, { rate: 1/s, for: 30m } ], request: GET /api/v2/tokens/me }")]
    [InlineData("{ executor: job, pages: 2500, pageSize: 100, pause: 1s, onError: restart, retries: 3, paging: cursor, start: 1m, end: 59m }")]
    [InlineData("{ executor: job, pages: 4, onError: skip, body: { kind: stream, size: 256B } }")]
    [InlineData("{ executor: job, pages: 4, body: { kind: recreatable, size: 1MB } }")]
    [InlineData("{ executor: constantVus, vus: 2, pause: 1s, request: POST /api/v2/analytics/conversations/details/query, body: {}, cancelAfter: 1ms }")]
    [InlineData("{ executor: processes, calls: 4, pause: 1s, request: GET /api/v2/conversations, cancelAfter: 1d, start: 1m, end: 59m }")]
    public void Traffic_that_holds_together_is_allowed(string traffic) => ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace(Constant, traffic));

    // The clients are on line 5.
    [Theory]
    [InlineData("{ grant: refreshToken, share: refreshToken }", "5:40: clients.share: 'refreshToken' needs more than one client: one alone has nobody to share with; write 'count: 12', or leave it out.")]
    [InlineData("{ share: credentials }", "5:19: clients.share: 'credentials' needs more than one client: one alone has nobody to share with; write 'count: 12', or leave it out.")]
    [InlineData("{ storesRefreshTokens: true }", "5:33: clients.storesRefreshTokens: 'true' needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken', or leave it out.")]
    [InlineData("{ count: 2, share: refreshToken }", "5:29: clients.share: 'refreshToken' needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken', or 'share: credentials'.")]
    [InlineData("{ scope: \"users:readonly conversation:readonly\" }", "5:19: clients.scope: 'users:readonly conversation:readonly' holds 'conversation:readonly', which is no scope of the API; did you mean 'conversations:readonly'?")]
    [InlineData("{ scope: users }", "5:19: clients.scope: 'users' holds 'users', which is no scope of the API; the scopes are users:readonly, conversations:readonly.")]
    public void Clients_share_what_they_have(string clients, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace("{ grant: refreshToken }", clients)));

    [Theory]
    [InlineData("{ count: 2, grant: refreshToken, share: refreshToken }")]
    [InlineData("{ grant: refreshToken, storesRefreshTokens: true }")]
    [InlineData("{ count: 2, grant: refreshToken, share: credentials }")]
    [InlineData("{ count: 2, share: credentials, scope: users:readonly }")]
    [InlineData("{ scope: \"users:readonly conversations:readonly\" }")]
    public void Fleets_are_allowed(string clients) => ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace("{ grant: refreshToken }", clients));

    [Theory]
    [InlineData("idp: { refreshTokens: { mode: rotate } }", "8:31: idp.refreshTokens.mode: 'rotate' needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken' under 'clients'.")]
    [InlineData("idp: { revokeOnRefresh: true }", "8:25: idp.revokeOnRefresh: 'true' needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken' under 'clients'.")]
    [InlineData("idp: { refreshTokens: { reuseGrace: 3s } }", "8:37: idp.refreshTokens.reuseGrace: '3s' needs 'mode: rotate' or 'mode: rotateDetectReuse'; a refresh token that is kept is never reused.")]
    public void Refresh_tokens_are_there_when_needed(string line, string message)
    {
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace("grant: refreshToken", "grant: clientCredentials") + line));
        if (!line.Contains("reuseGrace", StringComparison.Ordinal)) ScenarioTexts.Valid(ScenarioTexts.Minimal + line);
    }

    // The minimal scenario has seven lines; what a case adds is line 8.
    [Theory]
    [InlineData("idp: { tokens: { lifetime: 1.5s } }", "8:28: idp.tokens.lifetime: '1.5s' is refused: a lifetime is whole seconds from 1s to 36500d: expires_in is an integer.")]
    [InlineData("idp: { tokens: { format: opaque, algorithm: RS256 } }", "8:45: idp.tokens.algorithm: 'RS256' needs 'format: jwt': an opaque token is not signed; leave it out.")]
    [InlineData("idp: { tokens: { format: opaque } }\ntimeline: [ { at: 5m, rotateKeys: {} } ]", "9:23: timeline[0]: 'rotateKeys' needs 'format: jwt' under 'idp.tokens': an opaque token is not signed; leave it out.")]
    [InlineData("expect: { iat-offset: { requires: { surfaced401: 0 } } }", "8:11: expect: 'iat-offset' is neither '*' nor in this scenario's strategies; add it there, or leave this out.")]
    [InlineData("expect: { naive-expiri: { requires: { surfaced401: 0 } } }", "8:11: expect: 'naive-expiri' is neither '*' nor in this scenario's strategies; did you mean 'naive-expiry'?")]
    [InlineData("expect: { naive-expiry: {} }", "8:11: expect: 'naive-expiry' demands nothing; write what must hold, as in 'requires: { surfaced401: 0 }', or leave it out.")]
    [InlineData("expect: { \"*\": {} }", "8:11: expect: '*' demands nothing; write what must hold, as in 'requires: { surfaced401: 0 }', or leave it out.")]
    [InlineData("expect: { \"*\": { requires: {} } }", "8:18: expect[\"*\"]: 'requires' demands nothing; name a metric, as in 'requires: { surfaced401: 0 }', or leave it out.")]
    [InlineData("expect: { naive-expiry: { reproduces: {}, requires: { surfaced401: 0 } } }", "8:27: expect.naive-expiry: 'reproduces' demands nothing; name a metric, as in 'reproduces: { surfaced401: >= 1 }', or leave it out.")]
    [InlineData("timeline: [ { at: 61m, revoke: newestToken } ]", "8:19: timeline[0].at: '61m' is after the end of the world, 1h.")]
    [InlineData("timeline: [ { at: 5m } ]", "8:13: timeline[0]: nothing happens here; add one of jump, suspend, slew, vmPause, strobe, leapSmear, wrongZone, rotateKeys, revoke, fault, lose, endFaults.")]
    [InlineData("timeline: [ { at: 5m, revoke: newestToken, endFaults: all } ]", "8:13: timeline[0]: revoke and endFaults stand in one entry; give each an entry of its own with the same 'at'.")]
    [InlineData("timeline: [ { at: 5m, jump: { clock: api-3, by: 1s } } ]", "8:38: timeline[0].jump.clock: 'api-3' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("timeline: [ { at: 5m, suspend: { clock: server, for: 1s } } ]", "8:41: timeline[0].suspend.clock: 'server' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("timeline: [ { at: 6m, suspend: { clock: api-1, for: 1m } }, { at: 5m, suspend: { clock: api-*, for: 61s } } ]", "8:41: timeline[0].suspend.clock: 'api-1' is still asleep at 6m: timeline[1] suspends 'api-*' until 6m1s.")]
    public void A_line_that_contradicts_the_rest_is_refused(string line, string message) => Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));

    [Theory]
    [InlineData("idp: { refreshTokens: { mode: rotate, reuseGrace: 3s } }")]
    [InlineData("idp: { tokens: { lifetime: 1s } }")]
    [InlineData("idp: { tokens: { format: opaque, algorithm: ES256 } }\ntimeline: [ { at: 5m, revoke: newestToken } ]")]
    [InlineData("idp: { tokens: { format: jwt, algorithm: RS256 } }\ntimeline: [ { at: 5m, rotateKeys: {} } ]")]
    [InlineData("idp: { tokens: { lifetime: 1500ms500000us } }")]
    [InlineData("expect: { naive-expiry: { reproduces: { surfaced401: \">= 1\" } }, \"*\": { requires: { surfaced401: 0 } } }")]
    [InlineData("links: { \"client -> api-2\": { loss: 100% }, \"client -> api-*\": { loss: 0% } }")]
    [InlineData("timeline: [ { at: 1h, revoke: newestToken }, { at: 0s, revoke: allTokens } ]")]
    [InlineData("timeline: [ { at: 6m, suspend: { clock: api-1, for: 1m } }, { at: 5m, suspend: { clock: api-*, for: 1m } } ]")]
    [InlineData("timeline: [ { at: 5m, suspend: { clock: client, for: 1h } }, { at: 5m, suspend: { clock: idp, for: 1h } } ]")]
    public void The_other_side_of_each_boundary_is_allowed(string line) => ScenarioTexts.Valid(ScenarioTexts.Minimal + line);

    [Theory]
    [InlineData("12/min", "12/min, start: 10m, end: 10m1us")]
    [InlineData("12/min", "12/min, start: 3599s, end: 1h")]
    [InlineData(Constant, "{ executor: constantVus, vus: 5, pause: 1s }")]
    [InlineData("name: minimal", "name: 401-2")]
    public void Traffic_and_names_at_their_boundaries_are_allowed(string old, string changed) => ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace(old, changed));

    // Two nodes; the calls are on line 6.
    [Theory]
    [InlineData("", "", "6:12", "api-1")]
    [InlineData(", pause: 0s", "", "6:52", "api-1")]
    [InlineData("", "\"client -> api-*\": { loss: 1% }", "6:12", "api-1")]
    [InlineData("", "\"client -> api-*\": { oneWay: 0s }", "6:12", "api-1")]
    [InlineData("", "\"client -> api-*\": { oneWay: \"uniform(0s, 0s)\" }", "6:12", "api-1")]
    [InlineData("", "\"client -> api-1\": { oneWay: 1ms }, \"client -> idp\": { oneWay: 1ms }", "6:12", "api-2")]
    [InlineData("", "\"client -> api-2\": {}, \"client -> api-*\": { oneWay: 1ms }", "6:12", "api-2")]
    public void Virtual_users_take_time(string pause, string links, string place, string node)
    {
        var text = ScenarioTexts.Minimal.Replace(Constant, $"{{ executor: constantVus, vus: 5{pause} }}") + $"links: {{ {links} }}";

        Assert.Equal(
            $"{place}: traffic[0].pause: without a pause, and over the link 'client -> {node}', which takes no time, a virtual user calls without end at one instant; write 'pause: 1s', or give the link a delay, as in '\"client -> api-*\": {{ oneWay: 20ms }}' under 'links'.",
            ScenarioTexts.OnlyError(text));
    }

    [Theory]
    [InlineData(", pause: 0.1us", "")]
    [InlineData("", "\"client -> api-*\": { oneWay: 0.1us }")]
    [InlineData("", "\"client -> api-*\": { oneWay: \"uniform(0s, 1ms)\" }")]
    [InlineData("", "\"client -> api-*\": { oneWay: exponential(1ms) }")]
    [InlineData("", "\"client -> api-1\": { oneWay: 1ms }, \"client -> api-2\": { oneWay: 1ms }")]
    public void Virtual_users_that_take_time_are_allowed(string pause, string links) =>
        ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace(Constant, $"{{ executor: constantVus, vus: 5{pause} }}") + $"links: {{ {links} }}");

    [Theory]
    [InlineData("timeline: [ { at: 5m, jmp: { clock: client, by: 1s } } ]", "8:23: timeline[0]: unknown key 'jmp'; did you mean 'jump'?")]
    [InlineData("timeline: [ tuesday ]", "8:13: timeline[0]: 'tuesday' stands where a mapping with the keys at, jump, suspend, slew, vmPause, strobe, leapSmear, wrongZone, rotateKeys, revoke, fault, lose, endFaults belongs.")]
    public void A_fault_that_was_reported_once_is_not_reported_again_by_a_rule(string line, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));
}
