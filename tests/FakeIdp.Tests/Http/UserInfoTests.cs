using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary><c>GET /userinfo</c>: OpenID Connect Core section 5.3, RFC 6750 section 3.</summary>
public class UserInfoTests
{
    [Theory]
    [InlineData("openid", "")]
    [InlineData("openid profile", ""","name":"Ada Example","preferred_username":"ada" """)]
    [InlineData("openid email", ""","email":"ada@example.com","email_verified":true""")]
    [InlineData("email openid profile", ""","name":"Ada Example","preferred_username":"ada","email":"ada@example.com","email_verified":true""")]
    public async Task It_tells_what_the_scope_allows(string scope, string more)
    {
        var lab = Flow.NewLab();

        var reply = await Ask(lab, Flow.Text(await Flow.Grant(lab, scope), "access_token"));

        Assert.Equal((200, "application/json"), (reply.Status, reply.Header("Content-Type")));
        Assert.Equal($$"""{"sub":"{{Flow.Ada}}"{{more.Trim()}}}""", reply.Body);
        Assert.Equal(("at#1", "web", "/userinfo"), (reply.Decision.Token!.Name, reply.Decision.ClientId, reply.Decision.Endpoint));
    }

    [Fact]
    public async Task No_credentials_get_the_challenge_without_an_error_code_and_without_a_body()
    {
        var reply = await Ask(new Lab(), null);

        Assert.Equal((401, "Bearer realm=\"skewlab\"", ""), (reply.Status, reply.Header("WWW-Authenticate"), reply.Body));
        Assert.Equal((RefusalCause.MissingToken, (string?)null), (reply.Decision.Refusal!.Cause, reply.Decision.Error));
    }

    [Fact]
    public async Task A_small_scope_is_403_with_the_scope_it_takes()
    {
        var lab = new Lab();

        var reply = await Ask(lab, await lab.NewToken());

        Assert.Equal(
            (403, "insufficient_scope", "Bearer realm=\"skewlab\", error=\"insufficient_scope\", error_description=\"The request requires another scope\", scope=\"openid\""),
            (reply.Status, reply.Error, reply.Header("WWW-Authenticate")));
        Assert.Null(reply.Decision.Refusal);
    }

    [Fact]
    public async Task A_token_the_IdP_does_not_know_is_invalid()
    {
        var reply = await Ask(new Lab(), "garbage");

        Assert.Equal((401, "invalid_token"), (reply.Status, reply.Error));
        Assert.Equal("Bearer realm=\"skewlab\", error=\"invalid_token\", error_description=\"The access token is malformed\"", reply.Header("WWW-Authenticate"));
        Assert.Equal("idp cannot read the token: it issued no such token, or has forgotten it; get a new token", reply.Decision.Refusal!.Sentence());
    }

    [Fact]
    public async Task The_token_is_judged_on_the_IdPs_clock_and_the_refusal_has_its_arithmetic()
    {
        var lab = Flow.NewLab();
        var token = Flow.Text(await Flow.Grant(lab), "access_token");

        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromHours(1) - Lab.Tick);
        Assert.Equal(200, (await Ask(lab, token)).Status);
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromHours(1));
        Assert.Equal("exp 13:00:00 <= idp 13:00:00.000 - leeway 0 s: expired by 0 s", (await Ask(lab, token)).Decision.Refusal!.Sentence());
        lab.IdpClock.Set(Lab.Noon - Lab.Second);
        Assert.Equal(
            "nbf 12:00:00 > idp 11:59:59.000 + leeway 0 s: valid in 1 s; the IdP's clock read 11:59:59.000 (in step with idp)",
            (await Ask(lab, token)).Decision.Refusal!.Sentence());
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once()
    {
        var lab = Flow.NewLab();
        lab.RevocationDelay = TimeSpan.FromDays(1);
        var token = Flow.Text(await Flow.Grant(lab), "access_token");
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        lab.Advance(Lab.Second);

        var reply = await Ask(lab, token);

        Assert.Equal((401, "at#1 was revoked 1 s ago and idp learnt of it 0 s later: get a new token"), (reply.Status, reply.Decision.Refusal!.Sentence()));
    }

    [Fact]
    public async Task Faults_and_the_rate_limit_hold_for_the_tokens_client_and_an_injected_401_has_a_bearer_challenge()
    {
        var lab = Flow.NewLab();
        var token = Flow.Text(await Flow.Grant(lab), "access_token");
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(3), 1));
        lab.Idp.Faults.Add(new HttpFault { Path = "/userinfo", Client = "web", Status = 401, Times = 1 });

        Assert.Equal(RefusalCause.MissingToken, (await Ask(lab, null)).Decision.Refusal!.Cause);
        var injected = await Ask(lab, token);

        Assert.Equal((401, RefusalCause.Injected, true), (injected.Status, injected.Decision.Refusal!.Cause, injected.Decision.IsInjected));
        Assert.StartsWith("Bearer realm=\"skewlab\", error=\"invalid_token\"", injected.Header("WWW-Authenticate"));
        Assert.Equal((200, 429), ((await Ask(lab, token)).Status, (await Ask(lab, token)).Status));
    }

    private static Task<Reply> Ask(Lab lab, string? token) => Lab.Send(lab.Idp, Flow.Get("/userinfo", token));
}
