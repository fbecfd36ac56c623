using System.Text.Json;
using SkewLab.FakeIdp.Catalog;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>The control API does what it says, and says what it will not do.</summary>
public class ControlApiTests
{
    [Fact]
    public async Task Clocks_are_read_set_together_and_moved()
    {
        await using var bench = await LiveBench.StartAsync();

        var set =
            await bench.SendAsync("PUT", "_skewlab/clocks", """{"idp":{"offset":"-2s"},"api-1":{"now":"2030-01-01T00:00:00Z","driftPpm":0.5,"frozen":true}}""");
        var moved = await bench.SendAsync("POST", "_skewlab/clocks/advance", """{"by":"1h","clocks":["idp"]}""");
        var read = await bench.SendAsync("GET", "_skewlab/clocks");

        Assert.Equal((200, 200, 200), (set.Status, moved.Status, read.Status));
        Assert.Equal("59m58s", read.Json.GetProperty("idp").GetProperty("offset").GetString());
        var frozen = read.Json.GetProperty("api-1");
        Assert.Equal(("1460d12h", "2030-01-01T00:00:00+00:00"), (Text(frozen, "offset"), Text(frozen, "now")));
        Assert.Equal((0.5m, true), (frozen.GetProperty("driftPpm").GetDecimal(), frozen.GetProperty("frozen").GetBoolean()));
        Assert.Equal(JsonSerializer.Serialize(moved.Json), JsonSerializer.Serialize(read.Json));
    }

    [Fact]
    public async Task A_policy_changes_where_it_is_given_and_rests_elsewhere()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, json) =
            await bench.SendAsync("PATCH", "_skewlab/policy",
                """{"idp":{"lifetime":"20s","refreshMode":"rotate","algorithm":"ES256"},"api":{"validator":"spring","leeway":"5s"},"learns":{"api-2":{"token":"800ms"}}}""");

        Assert.Equal(200, status);
        Assert.Equal(("20s", "rotate", "jwt"), (Text(json, "idp", "lifetime"), Text(json, "idp", "refreshMode"), Text(json, "idp", "format")));
        Assert.Equal(("spring", "5s"), (Text(json, "api", "validator"), Text(json, "api", "leeway")));
        Assert.Equal(TimeSpan.FromSeconds(20), bench.Lab.Idp.Settings.Lifetime);
        Assert.All(bench.Lab.Api, node => Assert.Equal(("spring", true), (node.Settings.Validator.Name, node.Settings.Validator.AcceptsAtExpiry)));
        Assert.Equal([0d, 800d], bench.Lab.Api.Select(node => bench.Lab.PropagationOf(node.Name).LearnsTokenAfter.TotalMilliseconds));
    }

    [Fact]
    public async Task A_node_keeps_its_copy_of_the_key_set_for_as_long_as_the_policy_says()
    {
        await using var bench = await LiveBench.StartAsync();
        var without = await bench.SendAsync("GET", "_skewlab/policy");

        var usual = await bench.SendAsync("PATCH", "_skewlab/policy", """{"api":{"keySet":{}}}""");
        var set = await bench.SendAsync("PATCH", "_skewlab/policy", """{"api":{"keySet":{"maxAge":"1m"}}}""");
        await bench.GetAsync(await bench.NewTokenAsync(), "api-1");
        await bench.SendAsync("POST", "_skewlab/keys/rotate");
        var token = await bench.NewTokenAsync();
        var stale = await bench.GetAsync(token, "api-1");
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.False(without.Json.GetProperty("api").TryGetProperty("keySet", out _));
        Assert.Equal(("10m", "30s"), (Text(usual.Json, "api", "keySet", "maxAge"), Text(usual.Json, "api", "keySet", "coolDown")));
        Assert.Equal(("1m", "30s"), (Text(set.Json, "api", "keySet", "maxAge"), Text(set.Json, "api", "keySet", "coolDown")));
        Assert.Equal((401, "unknown_kid", 200), (stale, bench.Lab.Journal.Refusals[^1].Cause, await bench.GetAsync(token, "api-1")));
    }

    [Fact]
    public async Task Clients_are_told_how_long_the_key_set_may_be_kept()
    {
        await using var bench = await LiveBench.StartAsync();

        var before = await bench.SendAsync("GET", "_skewlab/policy");
        var after = await bench.SendAsync("PATCH", "_skewlab/policy", """{"idp":{"jwksMaxAge":"5s"}}""");
        using var keys = await bench.Client.GetAsync(new Uri("idp/.well-known/jwks.json", UriKind.Relative));

        Assert.Equal(("10m", "5s", "max-age=5"),
            (Text(before.Json, "idp", "jwksMaxAge"), Text(after.Json, "idp", "jwksMaxAge"), keys.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task A_policy_with_one_bad_value_changes_nothing()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, _) = await bench.SendAsync("PATCH", "_skewlab/policy", """{"idp":{"lifetime":"20s"},"learns":{"api-7":{"token":"1s"}}}""");

        Assert.Equal((400, TimeSpan.FromHours(1)), (status, bench.Lab.Idp.Settings.Lifetime));
    }

    [Fact]
    public async Task A_fault_is_added_listed_met_once_and_cleared()
    {
        await using var bench = await LiveBench.StartAsync();
        var token = await bench.NewTokenAsync();

        var added = await bench.SendAsync("POST", "_skewlab/faults", """{"match":{"role":"api"},"status":503}""");
        int[] answers = [await bench.GetAsync(token, "api-1"), await bench.GetAsync(token, "api-1")];
        var left = await bench.SendAsync("GET", "_skewlab/faults");
        var cleared = await bench.SendAsync("DELETE", "_skewlab/faults");
        var none = await bench.SendAsync("GET", "_skewlab/faults");

        Assert.Equal(["api-1", "api-2"], added.Json.EnumerateArray().Select(fault => Text(fault, "match", "role")));
        Assert.Equal([503, 200], answers);
        Assert.Equal(["api-2"], left.Json.EnumerateArray().Select(fault => Text(fault, "match", "role")));
        Assert.Equal((204, 0), (cleared.Status, none.Json.GetArrayLength()));
    }

    [Fact]
    public async Task A_fault_that_is_met_by_chance_is_listed_with_it_and_meets_the_same_requests_each_time()
    {
        await using var bench = await LiveBench.StartAsync();
        var token = await bench.NewTokenAsync();

        var added = await bench.SendAsync("POST", "_skewlab/faults", """{"match":{"role":"api-1"},"status":503,"times":0,"probability":0.25}""");
        var first = await AnswersAsync();
        await bench.SendAsync("DELETE", "_skewlab/faults");
        await bench.SendAsync("POST", "_skewlab/faults", """{"match":{"role":"api-1"},"status":503,"times":0,"probability":0.25}""");

        Assert.Equal(0.25, added.Json[0].GetProperty("probability").GetDouble());
        Assert.Equal([200, 503], first.Distinct().Order());
        Assert.Equal(first, await AnswersAsync());

        async Task<List<int>> AnswersAsync()
        {
            List<int> answers = [];
            for (var request = 0; request < 40; request++)
                answers.Add(await bench.GetAsync(token, "api-1"));
            return answers;
        }
    }

    [Fact]
    public async Task The_journal_comes_in_pages_and_holds_no_secret()
    {
        await using var bench = await LiveBench.StartAsync();
        var token = await bench.NewTokenAsync();
        await bench.SendAsync("PUT", "_skewlab/clocks", """{"api-1":{"offset":"-2s"}}""");
        await bench.GetAsync(token, "api-1");

        var first = await bench.SendAsync("GET", "_skewlab/journal?limit=1");
        var second = await bench.SendAsync("GET", "_skewlab/journal?wait=5s&since=1");

        Assert.Equal((1, 2), (first.Json.GetProperty("next").GetInt64(), second.Json.GetProperty("next").GetInt64()));
        var refusal = Assert.Single(second.Json.GetProperty("entries").EnumerateArray());
        Assert.Equal(("not_yet_valid", "api"), (refusal.GetProperty("cause").GetString(), refusal.GetProperty("role").GetString()));
        Assert.DoesNotContain("app-secret", first.Json.GetRawText() + second.Json.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(token[..30], first.Json.GetRawText() + second.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_the_journal_hears_of_the_next_request()
    {
        await using var bench = await LiveBench.StartAsync();

        var waiting = bench.SendAsync("GET", "_skewlab/journal?wait=60s");
        var token = bench.NewTokenAsync();

        Assert.Equal(1, (await waiting).Json.GetProperty("entries").GetArrayLength());
        Assert.NotEmpty(await token);
    }

    [Fact]
    public async Task A_client_is_added_gets_a_refresh_token_and_its_tokens_are_revoked()
    {
        await using var bench = await LiveBench.StartAsync();

        var client = await bench.SendAsync("POST", "_skewlab/clients", """{"id":"spa"}""");
        var refresh = await bench.SendAsync("POST", "_skewlab/refresh-tokens", """{"clientId":"spa"}""");
        using var answer = await bench.Client.PostAsync(new Uri("oauth/token", UriKind.Relative), new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = "spa",
                ["refresh_token"] = refresh.Json.GetProperty("refreshToken").GetString()!
            }));
        var revoked = await bench.SendAsync("POST", "_skewlab/revoke", """{"token":"newest"}""");
        var again = await bench.SendAsync("POST", "_skewlab/revoke", """{"token":"at#1"}""");

        Assert.Equal((true, 200), (client.Json.GetProperty("public").GetBoolean(), (int)answer.StatusCode));
        Assert.Equal(["at#1"], revoked.Json.GetProperty("revoked").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(1, again.Json.GetProperty("revoked").GetArrayLength());
        Assert.NotNull(bench.Lab.Idp.NewestToken!.Revocation);
    }

    [Fact]
    public async Task A_client_gets_a_code_at_the_address_it_was_added_with_and_no_other()
    {
        await using var bench = await LiveBench.StartAsync();

        await bench.SendAsync("POST", "_skewlab/clients",
            """{"id":"web","secret":"s","redirectUris":["http://127.0.0.1/callback"],"postLogoutRedirectUris":["http://127.0.0.1/bye"]}""");
        using var approved = await bench.Client.GetAsync(new Uri("oauth/authorize?response_type=code&client_id=web&redirect_uri=http://127.0.0.1/callback",
            UriKind.Relative));
        using var foreign = await bench.Client.GetAsync(new Uri("oauth/authorize?response_type=code&client_id=web&redirect_uri=http://127.0.0.1/bye",
            UriKind.Relative));
        using var loggedOut = await bench.Client.GetAsync(new Uri("logout?client_id=web&post_logout_redirect_uri=http://127.0.0.1/bye", UriKind.Relative));

        Assert.StartsWith("http://127.0.0.1/callback?code=", approved.Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(400, (int)foreign.StatusCode);
        Assert.Equal("http://127.0.0.1/bye", loggedOut.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Keys_rotate_with_or_without_a_body()
    {
        await using var bench = await LiveBench.StartAsync();
        var token = await bench.NewTokenAsync();

        var kept = await bench.SendAsync("POST", "_skewlab/keys/rotate", """{"retire":"10m"}""");
        var before = await bench.GetAsync(token, "api-1");
        bench.Advance(TimeSpan.FromMinutes(10));
        var after = await bench.GetAsync(token, "api-1");
        var bare = await bench.SendAsync("POST", "_skewlab/keys/rotate");

        Assert.Equal((204, 200, 401, 204), (kept.Status, before, after, bare.Status));
    }

    [Fact]
    public async Task A_lab_says_that_it_is_well()
    {
        await using var bench = await LiveBench.StartAsync(token: "T");

        Assert.Equal(200, (await bench.SendAsync("GET", "healthz")).Status);
    }

    [Theory]
    [InlineData("PUT", "clocks", """{"api-2":{"offset":"5"}}""", 400, "api-2.offset", "5", "'5' has no unit; write '5s' or '5ms'.")]
    [InlineData("PUT", "clocks", """{"api-3":{}}""", 400, "api-3", "api-3", "There is no such clock; there are idp, api-1, api-2.")]
    [InlineData("PUT", "clocks", """{"idp":{"ofset":"1s"}}""", 400, "idp.ofset", "\"1s\"", "There is no such field; there are offset, now, driftPpm, frozen.")]
    [InlineData("PUT", "clocks", """{"idp":{"now":"noon"}}""", 400, "idp.now", "noon", "This is a date and time, for example \"2030-01-01T12:00:00Z\".")]
    [InlineData("PUT", "clocks", """{"idp":{"driftPpm":100000.001}}""", 400, "idp.driftPpm", "100000.001",
        "This is a number from -100000 to 100000 with at most three decimals, for example 50.")]
    [InlineData("PUT", "clocks", """{"idp":{"frozen":1}}""", 400, "idp.frozen", "1", "This is true or false.")]
    [InlineData("PUT", "clocks", """{"idp":{"offset":"0s","now":"2030-01-01T12:00:00Z"}}""", 400, null, null,
        "Cannot set idp: of offset, now and by at most one says what it reads.")]
    [InlineData("PUT", "clocks", """{"idp":5}""", 400, "idp", "5", "This is a JSON object.")]
    [InlineData("PUT", "clocks", """{"idp":{},"idp":{}}""", 400, "idp", "{}", "A field stands once.")]
    [InlineData("PUT", "clocks", "[]", 400, null, "[]", "This is a JSON object.")]
    [InlineData("PUT", "clocks", null, 400, null, null, "The request needs a JSON body.")]
    [InlineData("POST", "clocks/advance", """{"clocks":["idp"]}""", 400, "by", null, "This is a duration, for example \"1h\".")]
    [InlineData("POST", "clocks/advance", """{"by":"1h","clocks":"idp"}""", 400, "clocks", "idp", "This is a list of names, for example [\"idp\", \"api-1\"].")]
    [InlineData("PATCH", "policy", """{"idp":{"lifetime":"1500ms"}}""", 400, "idp.lifetime", "1500ms",
        "A lifetime is whole seconds from 1s to 36500d: expires_in is an integer.")]
    [InlineData("PATCH", "policy", """{"idp":{"lifetime":"36501d"}}""", 400, "idp.lifetime", "36501d",
        "A lifetime is whole seconds from 1s to 36500d: expires_in is an integer.")]
    [InlineData("PATCH", "policy", """{"idp":{"format":"Jwt"}}""", 400, "idp.format", "Jwt", "This is one of jwt, opaque.")]
    [InlineData("PATCH", "policy", """{"api":{"propagatingStatus":402}}""", 400, "api.propagatingStatus", "402", "This is 401 or 403.")]
    [InlineData("PATCH", "policy", """{"api":{"keySet":{"maxAge":"-1s"}}}""", 400, "api.keySet.maxAge", "-1s",
        "A key set's age is 0s to 36500d, for example 10m.")]
    [InlineData("PATCH", "policy", """{"api":{"keySet":{"age":"1s"}}}""", 400, "api.keySet.age", "\"1s\"",
        "There is no such field; there are maxAge, coolDown.")]
    [InlineData("POST", "faults", "{}", 400, null, null, "A fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503.")]
    [InlineData("POST", "faults", """{"status":99}""", 400, "status", "99", "A fault's status is 200 to 599, for example 503.")]
    [InlineData("POST", "faults", """{"status":500,"probability":0}""", 400, "probability", "0",
        "A fault's probability is more than 0 and at most 1 (100%), for example 0.05 (5%).")]
    [InlineData("POST", "faults", """{"status":500,"probability":1.5}""", 400, "probability", "1.5",
        "A fault's probability is more than 0 and at most 1 (100%), for example 0.05 (5%).")]
    [InlineData("POST", "faults", """{"match":{"role":"api-9"},"status":500}""", 400, "match.role", "api-9", "This is idp, api, or one of api-1 to api-2.")]
    [InlineData("POST", "faults", """{"match":{"path":"/oauth/token","method":"GET"},"status":500}""", 400, "match.method", "GET",
        "That method is not served there; there is POST.")]
    [InlineData("POST", "faults", """{"match":{"role":"api","method":"get"},"status":500}""", 400, "match.method", "get",
        "That method is not served there; there are GET, POST.")]
    [InlineData("POST", "faults", """{"status":503,"headers":{"Connection":"close"}}""", 400, "headers.Connection", "close",
        "The header Connection frames the message and is the server's own: leave it out.")]
    [InlineData("POST", "faults", """{"status":503,"retryAfter":"3651d"}""", 400, "retryAfter", "3651d",
        "A fault's retryAfter is whole seconds from 0s to 3650d, for example 30s: the header holds no fraction.")]
    [InlineData("POST", "faults", """{"status":503,"delay":"25d"}""", 400, "delay", "25d", "A fault's delay is 0s to 24d, for example 250ms.")]
    [InlineData("POST", "revoke", """{"token":"at#2"}""", 400, "token", null,
        "The IdP has issued no such token; this is newest, all, a name such as at#3, or a token.")]
    [InlineData("POST", "keys/rotate", """{"publishLead":"1d","retire":"10675199d"}""", 400, "retire", "10675199d",
        "This is 0s to 3650d, for example \"10m\".")]
    [InlineData("PATCH", "policy", """{"idp":{"reuseGrace":"36501d"}}""", 400, "idp.reuseGrace", "36501d",
        "The reuse grace is 0s to 36500d, for example 10s.")]
    [InlineData("POST", "worlds", """{"x":1}""", 400, null, "{\"x\":1}", "This request takes no fields.")]
    [InlineData("POST", "reset", "[]", 400, null, "[]", "This request takes no fields.")]
    [InlineData("POST", "clients", "{\"id\":\"\\ud800\"}", 400, null, null, "The body holds text that is no Unicode: half a surrogate pair.")]
    [InlineData("POST", "clients", "{\"\\ud800\":1}", 400, null, null, "The body holds text that is no Unicode: half a surrogate pair.")]
    [InlineData("POST", "clients", """{"id":"a","redirectUris":"http://127.0.0.1/"}""", 400, "redirectUris", "http://127.0.0.1/",
        "This is a list of addresses, for example [\"http://127.0.0.1/callback\"].")]
    [InlineData("POST", "clients", """{"id":"a","postLogoutRedirectUris":[1]}""", 400, "postLogoutRedirectUris", "[1]",
        "This is a list of addresses, for example [\"http://127.0.0.1/callback\"].")]
    [InlineData("POST", "clients", """{"id":"a","redirectUris":["/callback"]}""", 400, "redirectUris", """["/callback"]""",
        "Cannot register a: '/callback' is no absolute URI in printable ASCII without a fragment, for example https://app.example/callback.")]
    [InlineData("POST", "refresh-tokens", """{"clientId":"x"}""", 400, "clientId", "x", "No such client is registered; POST /_skewlab/clients adds one.")]
    [InlineData("POST", "tokens", """{"clientId":"x"}""", 400, "clientId", "x", "No such client is registered; POST /_skewlab/clients adds one.")]
    [InlineData("POST", "tokens", """{"claims":[]}""", 400, "claims", "[]", "This is a JSON object.")]
    [InlineData("GET", "journal?limit=0", null, 400, "limit", "0", "This is a whole number from 1 to 1000.")]
    [InlineData("GET", "journal?wait=61s", null, 400, "wait", "61s", "This is 0s to 60s.")]
    [InlineData("GET", "nothing", null, 404, "path", "/_skewlab/nothing", "The paths are described at /_skewlab/openapi.json.")]
    [InlineData("DELETE", "clocks", null, 405, "method", "DELETE", "This path takes GET, PUT.")]
    public async Task A_problem_names_field_value_and_rule(string method, string path, string? body, int status, string? field, string? value, string rule)
    {
        await using var bench = await LiveBench.StartAsync();

        var (answered, problem) = await bench.SendAsync(method, $"_skewlab/{path}", body);

        Assert.Equal((status, field, value, rule), (answered, Text(problem, "field"), Text(problem, "value"), Text(problem, "detail")));
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_fault_at_a_path_that_nobody_serves_is_told_those_that_are_served()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, problem) = await bench.SendAsync("POST", "_skewlab/faults", """{"match":{"role":"api-1","path":"/oauth/token"},"status":500}""");

        Assert.Equal((400, "match.path", "/oauth/token"), (status, Text(problem, "field"), Text(problem, "value")));
        Assert.Equal($"No such path is served there; there are {string.Join(", ", ServedRoutes.Api.Select(route => route.Path).Distinct())}.",
            Text(problem, "detail"));
        Assert.Empty(bench.Lab.Node("api-1").Faults.List());
    }

    private static string? Text(JsonElement json, params string[] path)
    {
        foreach (var name in path)
        {
            if (!json.TryGetProperty(name, out json))
                return null;
        }

        return json.GetString();
    }
}
