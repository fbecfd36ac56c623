using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary><c>GET /oauth/authorize</c>: RFC 6749 sections 4.1.1 and 4.1.2, RFC 9207, RFC 7636.</summary>
public class AuthorizeTests
{
    private const string Code = "response_type=code&client_id=web";

    [Fact]
    public async Task It_approves_at_once_whatever_prompt_says_and_sends_code_state_and_iss()
    {
        var lab = Flow.NewLab(new IdpSettings { Seed = 7 });

        var reply = await Flow.Authorize(lab, Code + "&redirect_uri=https%3A%2F%2Fweb.example%2Fcb&state=a%20b%26c&prompt=login%20consent&scope=openid%20users:readonly&max_age=0");

        var code = reply.Decision.IssuedCode!;
        Assert.Equal((302, ""), (reply.Status, reply.Body));
        Assert.Equal($"https://web.example/cb?code={code.Value}&state=a%20b%26c&iss=http%3A%2F%2Fidp.test", reply.Header("Location"));
        Assert.Equal(("no-store", "Thu, 01 Jan 2026 12:00:00 GMT"), (reply.Header("Cache-Control"), reply.Header("Date")));
        Assert.Equal(("code#1", "web", "openid users:readonly"), (code.ToString(), code.ClientId, code.Scope));
        Assert.Equal(("web", "/oauth/authorize", (string?)null), (reply.Decision.ClientId, reply.Decision.Endpoint, reply.Decision.Error));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", code.Value);
    }

    [Fact]
    public async Task Who_registered_one_redirect_URI_need_not_name_it_and_who_asks_for_no_scope_gets_the_clients()
    {
        var reply = await Flow.Authorize(Flow.NewLab(), Code);

        Assert.StartsWith("https://web.example/cb?code=", reply.Header("Location"));
        Assert.Null(Flow.Sent(reply, "state"));
        Assert.Equal("users:readonly conversations:readonly", reply.Decision.IssuedCode!.Scope);
    }

    [Theory]
    [InlineData("response_type=code", "client_id")]
    [InlineData("response_type=code&client_id=nobody", "client_id")]
    [InlineData("response_type=code&client_id=web&client_id=web", "client_id")]
    [InlineData("response_type=code&client_id=%FF", "client_id")]
    [InlineData(Code + "&redirect_uri=https://web.example/other", "redirect_uri")]
    [InlineData(Code + "&redirect_uri=https://web.example/cb/", "redirect_uri")]
    [InlineData(Code + "&redirect_uri=https://web.example/cb&redirect_uri=https://web.example/cb", "redirect_uri")]
    [InlineData("response_type=code&client_id=app", "redirect_uri")]
    [InlineData("response_type=code&client_id=app&redirect_uri=https://web.example/cb", "redirect_uri")]
    public async Task What_no_client_can_be_told_is_a_page_that_repeats_nothing_of_the_request(string query, string parameter)
    {
        var reply = await Flow.Authorize(Flow.NewLab(), query + "&state=%3Cscript%3E");

        Assert.Equal((400, "text/html;charset=UTF-8", (string?)null), (reply.Status, reply.Header("Content-Type"), reply.Header("Location")));
        Assert.Contains($"The parameter {parameter} ", reply.Body);
        Assert.DoesNotContain("script", reply.Body);
        Assert.Equal(("invalid_request", (IssuedAuthorizationCode?)null), (reply.Decision.Error, reply.Decision.IssuedCode));
    }

    [Theory]
    [InlineData("client_id=web", "invalid_request", "The parameter response_type is missing.")]
    [InlineData("client_id=web&response_type=token", "unsupported_response_type", "The response type is not supported.")]
    [InlineData("client_id=web&response_type=code%20id_token", "unsupported_response_type", "The response type is not supported.")]
    [InlineData(Code + "&response_mode=form_post", "invalid_request", "The response mode is not supported.")]
    [InlineData(Code + "&nonce=a&nonce=b", "invalid_request", "A parameter stands more than once.")]
    [InlineData(Code + "&nonce=%C3%28", "invalid_request", "A parameter is not UTF-8.")]
    [InlineData(Code + "&scope=admin", "invalid_scope", "The scope is malformed or goes beyond the client's.")]
    [InlineData(Code + "&request=eyJ", "request_not_supported", "The parameter request is not supported.")]
    [InlineData(Code + "&request_uri=https://x", "request_uri_not_supported", "The parameter request_uri is not supported.")]
    [InlineData(Code + "&code_challenge_method=S256", "invalid_request", "The parameter code_challenge is missing.")]
    [InlineData(Code + "&code_challenge=" + Flow.Challenge, "invalid_request", "The code_challenge_method must be S256.")]
    [InlineData(Code + "&code_challenge_method=plain&code_challenge=" + Flow.Challenge, "invalid_request", "The code_challenge_method must be S256.")]
    [InlineData(Code + "&code_challenge_method=S256&code_challenge=short", "invalid_request", "The code_challenge must be 43 characters of base64url.")]
    [InlineData("response_type=code&client_id=native", "invalid_request", "A public client must send a code_challenge.")]
    public async Task Every_other_error_goes_back_to_the_client_with_its_state(string query, string error, string description)
    {
        var reply = await Flow.Authorize(Flow.NewLab(), query + "&state=xyz");

        Assert.Equal((302, error, description), (reply.Status, Flow.Sent(reply, "error"), Flow.Sent(reply, "error_description")));
        Assert.Equal(("xyz", "http://idp.test", (string?)null), (Flow.Sent(reply, "state"), Flow.Sent(reply, "iss"), Flow.Sent(reply, "code")));
        Assert.Equal((error, (IssuedAuthorizationCode?)null), (reply.Decision.Error, reply.Decision.IssuedCode));
    }

    [Fact]
    public async Task A_state_that_stands_twice_is_not_repeated()
    {
        var reply = await Flow.Authorize(Flow.NewLab(), Code + "&state=a&state=b");

        Assert.Equal(("invalid_request", (string?)null), (Flow.Sent(reply, "error"), Flow.Sent(reply, "state")));
    }

    [Fact]
    public async Task A_redirect_URI_keeps_its_own_query_and_its_port_counts_unless_it_is_a_loopback_address()
    {
        var lab = Flow.NewLab();
        lab.Idp.Register(new RegisteredClient { Id = "web", Secret = "w3b", RedirectUris = ["https://web.example/cb?a=1", "http://localhost:1/cb"] });

        Assert.StartsWith("https://web.example/cb?a=1&code=", await Target("https://web.example/cb?a=1"));
        Assert.StartsWith("http://localhost:54321/cb?code=", await Target("http://localhost:54321/cb"));
        Assert.Null(await Target("https://web.example:444/cb?a=1"));
        Assert.Null(await Target("http://localhost.evil.example/cb"));
        Assert.Null(await Target("http://localhost:1@evil.example/cb"));
        Assert.Null(await Target("http://localhost:1/other"));
        // Of two registered addresses one has to be named.
        Assert.Equal(400, (await Flow.Authorize(lab, Code)).Status);

        async Task<string?> Target(string asked) => (await Flow.Authorize(lab, $"{Code}&redirect_uri={Uri.EscapeDataString(asked)}")).Header("Location");
    }

    [Theory]
    [InlineData(65536, 302)]
    [InlineData(65537, 414)]
    public async Task A_query_string_has_a_greatest_length(int characters, int status)
    {
        // The question mark counts.
        const string Known = "?" + Code + "&x=";

        Assert.Equal(status, (await Flow.Authorize(Flow.NewLab(), Known[1..] + new string('a', characters - Known.Length))).Status);
    }

    [Fact]
    public async Task It_takes_GET_alone_and_meets_faults_and_the_rate_limit_as_the_client_it_names()
    {
        var lab = Flow.NewLab();
        lab.Idp.Faults.Add(new HttpFault { Path = "/oauth/authorize", Client = "web", Status = 503, Times = 1 });
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(3), 1));

        Assert.Equal(405, (await Lab.Send(lab.Idp, Flow.Post("/oauth/authorize", Code))).Status);
        Assert.Equal(400, (await Flow.Authorize(lab, "response_type=code&client_id=app")).Status);
        Assert.Equal(503, (await Flow.Authorize(lab, Code)).Status);
        Assert.Equal(302, (await Flow.Authorize(lab, Code)).Status);
        var limited = await Flow.Authorize(lab, Code);

        Assert.Equal((429, "3", "temporarily_unavailable", true), (limited.Status, limited.Header("Retry-After"), limited.Error, limited.Decision.IsRateLimited));
        Assert.Equal("code#1", (await Flow.Authorize(Flow.NewLab(), Code)).Decision.IssuedCode!.Name);
    }
}
