using SkewLab.FakeIdp.Catalog;


namespace SkewLab.Scenarios.Tests.Rules;

// The minimal scenario has seven lines; what a case adds is line 8.
public class FaultRulesTests
{
    private static readonly string IdpPaths = string.Join(", ", ServedRoutes.Idp.Select(route => route.Path).Distinct());
    private static readonly string ApiPaths = string.Join(", ", ServedRoutes.Api.Select(route => route.Path).Distinct());

    [Theory]
    [InlineData("at: client, status: 503", "36: timeline[0].fault.at: 'client' is not a node that answers; the nodes are idp, api-* and api-1 to api-2.")]
    [InlineData("at: client, status: 503, path: /x", "36: timeline[0].fault.at: 'client' is not a node that answers; the nodes are idp, api-* and api-1 to api-2.")]
    [InlineData("at: idp, status: 199", "49: timeline[0].fault.status: '199' is outside 200 to 599.")]
    [InlineData("at: idp, status: 600", "49: timeline[0].fault.status: '600' is outside 200 to 599.")]
    [InlineData("at: idp, status: 5OO, retryAfter: 3s", "49: timeline[0].fault.status: '5OO' is not a whole number; write digits only, as in '8'.")]
    [InlineData("at: idp", "30: timeline[0].fault: a fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503.")]
    [InlineData("at: idp, delay: 0s, times: 3", "30: timeline[0].fault: a fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503.")]
    [InlineData("at: idp, status: 503, client: client-2", "62: timeline[0].fault.client: 'client-2' is not an OAuth client; there is client-1.")]
    [InlineData("at: idp, status: 500, retryAfter: 30s", "66: timeline[0].fault.retryAfter: '30s' is refused: a fault's retryAfter needs the status 429 or 503: no other answer asks a client to wait.")]
    [InlineData("at: idp, delay: 1s, retryAfter: 30s", "64: timeline[0].fault.retryAfter: '30s' is refused: a fault's retryAfter needs the status 429 or 503: no other answer asks a client to wait.")]
    [InlineData("at: idp, status: 503, retryAfter: 500ms", "66: timeline[0].fault.retryAfter: '500ms' is refused: a fault's retryAfter is whole seconds from 0s to 3650d, for example 30s: the header holds no fraction.")]
    [InlineData("at: idp, status: 503, retryAfterForm: date", "70: timeline[0].fault.retryAfterForm: 'date' is refused: a fault's retryAfterForm needs a retryAfter, for example 30s.")]
    [InlineData("at: idp, status: 204, body: x", "60: timeline[0].fault.body: 'x' is refused: an answer with the status 204 has no body: leave out one of them, or write another status, for example 200.")]
    [InlineData("at: idp, drop: sometimes", "47: timeline[0].fault.drop: 'sometimes' is not one of none, before, after.")]
    [InlineData("at: idp, drop: after, status: 503", "62: timeline[0].fault.status: '503' is refused: a fault that drops does nothing else, for nobody sees the answer: leave out drop or status.")]
    [InlineData("at: idp, headers: { Content-Length: \"3\" }", "52: timeline[0].fault.headers: 'Content-Length' is refused: the header Content-Length frames the message and is the server's own: leave it out.")]
    [InlineData("at: idp, headers: { \"Retry After\": \"3\" }", "52: timeline[0].fault.headers: 'Retry After' is refused: \"Retry After\" is no header's name: write letters, digits and hyphens, for example Cache-Control.")]
    [InlineData("at: idp, headers: { X-Name: \"é\" }", "52: timeline[0].fault.headers: 'X-Name' is refused: the value of the header X-Name holds a character that is not printable ASCII: write for example no-store.")]
    [InlineData("at: idp, status: 503, probability: 0%", "67: timeline[0].fault.probability: '0%' is refused: a fault's probability is more than 0 and at most 1 (100%), for example 0.05 (5%).")]
    [InlineData("at: idp, status: 503, probability: 100.1%", "67: timeline[0].fault.probability: '100.1%' is outside 0% to 100%.")]
    [InlineData("at: idp, status: 503, path: token", "60: timeline[0].fault.path: 'token' is refused: a fault's path begins with '/', for example /oauth/token.")]
    [InlineData("at: idp, status: 503, path: /oauth/tokens", "60: timeline[0].fault.path: '/oauth/tokens' is refused: there is no such path; did you mean '/oauth/token'?")]
    [InlineData("at: idp, status: 503, path: /oauth/Token", "60: timeline[0].fault.path: '/oauth/Token' is refused: there is no such path; did you mean '/oauth/token'?")]
    [InlineData("at: api-*, status: 503, path: /api/v2/user/me", "62: timeline[0].fault.path: '/api/v2/user/me' is refused: there is no such path; did you mean '/api/v2/users/me'?")]
    [InlineData("at: idp, status: 503, path: /oauth/token, method: GET", "82: timeline[0].fault.method: 'GET' is refused: that method is not served there; there is POST.")]
    [InlineData("at: api-1, status: 503, path: /api/v2/users/me, method: POST", "88: timeline[0].fault.method: 'POST' is refused: that method is not served there; there is GET.")]
    public void A_fault_that_does_nothing_or_meets_nobody_is_refused(string fault, string message) =>
        Assert.Equal($"8:{message}", ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}timeline: [ {{ at: 5m, fault: {{ {fault} }} }} ]"));

    [Theory]
    [InlineData("at: idp, status: 503, path: /api/v2/users/me", "60: timeline[0].fault.path: '/api/v2/users/me' is refused: no such path is served there; there are IDP.")]
    [InlineData("at: idp, status: 503, path: /", "60: timeline[0].fault.path: '/' is refused: no such path is served there; there are IDP.")]
    [InlineData("at: api-1, status: 503, path: /oauth/token", "62: timeline[0].fault.path: '/oauth/token' is refused: no such path is served there; there are API.")]
    public void The_paths_a_fault_may_have_are_those_the_node_answers(string fault, string message) => Assert.Equal(
        $"8:{message.Replace("IDP", IdpPaths).Replace("API", ApiPaths)}", ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}timeline: [ {{ at: 5m, fault: {{ {fault} }} }} ]"));

    [Theory]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503 } }, { at: 6m, fault: { at: idp, path: /oauth/token, status: 429, times: 3 } }")]
    [InlineData("{ at: 6m, fault: { at: api-2, status: 503 } }, { at: 5m, fault: { at: api-*, status: 503 } }")]
    [InlineData("{ at: 5m, fault: { at: api-1, status: 503 } }, { at: 5m, fault: { at: api-1, status: 503 } }")]
    public void A_fault_behind_one_that_takes_everything_is_refused(string timeline)
    {
        var error = ScenarioTexts.OnlyError($"{ScenarioTexts.Minimal}timeline: [ {timeline} ]");

        Assert.EndsWith(".fault: no request can meet this fault: the one at 5m takes them all; give that one 'times', or end it with 'endFaults: all'.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503, times: 2 } }, { at: 6m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503, skip: 2 } }, { at: 6m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503, probability: 99% } }, { at: 6m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503 } }, { at: 6m, endFaults: all }, { at: 7m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: api-2, status: 503 } }, { at: 6m, fault: { at: api-*, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, path: /oauth/token, status: 503 } }, { at: 6m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, method: POST, status: 503 } }, { at: 6m, fault: { at: idp, method: GET, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, client: client-1, status: 503 } }, { at: 6m, fault: { at: idp, status: 429 } }")]
    [InlineData("{ at: 5m, fault: { at: api-*, status: 200 } }")]
    [InlineData("{ at: 5m, fault: { at: api-2, status: 599 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, body: \"<html>\", headers: { Content-Type: text/html, WWW-Authenticate: \"\" } } }")]
    [InlineData("{ at: 5m, fault: { at: idp, delay: 20s } }")]
    [InlineData("{ at: 5m, fault: { at: idp, path: /oauth/token, method: POST, drop: before, times: 1 } }")]
    [InlineData("{ at: 5m, fault: { at: idp, status: 503, path: /.well-known/jwks.json } }")]
    [InlineData("{ at: 5m, fault: { at: api-2, status: 503, path: /api/v2/conversations/voice } }")]
    [InlineData("{ at: 5m, fault: { at: idp, status: 429, retryAfter: 1s, retryAfterForm: date } }")]
    public void A_fault_that_some_request_can_meet_is_allowed(string timeline) => ScenarioTexts.Valid($"{ScenarioTexts.Minimal}timeline: [ {timeline} ]");

    [Theory]
    [InlineData("idp: { tokens: { lifetime: 1m, cachedUntil: 1m } }", "8:45: idp.tokens.cachedUntil: '1m' is not shorter than the lifetime, 1m: no token would be handed out twice; write less, or leave it out.")]
    [InlineData("idp: { rateLimit: { rate: 10/s } }", "8:19: idp.rateLimit: the key 'burst' is missing; write it as in 'burst: 20'.")]
    [InlineData("idp: { rateLimit: { burst: 10 } }", "8:19: idp.rateLimit: the key 'rate' is missing; write it as in 'rate: 10/s'.")]
    [InlineData("idp: { rateLimit: { rate: 10/s, burst: 0 } }", "8:40: idp.rateLimit.burst: '0' is outside 1 to 1000000.")]
    [InlineData("idp: { tokens: { format: opaque } }\napi: { each: { keySet: {} } }", "9:16: api.each: 'keySet' needs 'format: jwt' under 'idp.tokens': an opaque token is not signed; leave it out.")]
    public void A_server_holds_together(string line, string message) => Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace("api: { nodes: 2 }\n", line.Contains("api:", StringComparison.Ordinal) ? "\n" : "api: { nodes: 2 }\n") + line));

    [Theory]
    [InlineData("idp: { tokens: { lifetime: 1m, cachedUntil: 59s }, rateLimit: { rate: 10/s, burst: 1, retryAfterForm: date } }")]
    [InlineData("idp: { refreshTokens: { mode: rotateDetectReuse, reuseGrace: 3s } }")]
    [InlineData("idp: { refreshTokens: { mode: omit } }")]
    public void A_server_at_its_boundaries_is_allowed(string line) => ScenarioTexts.Valid(ScenarioTexts.Minimal + line);
}
