using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>What the roles answer when a client's bucket is empty, and which requests count.</summary>
public class RateLimitAnswerTests
{
    private const string Grant = "grant_type=client_credentials";

    [Fact]
    public async Task The_IdP_answers_429_with_an_OAuth_body_and_issues_nothing()
    {
        var lab = new Lab();
        lab.Idp.RateLimiter = Limiter(lab.IdpClock);
        Assert.Equal(200, (await lab.PostAs(Grant)).Status);

        lab.IdpClock.Advance(TimeSpan.FromSeconds(0.5));
        var reply = await lab.PostAs(Grant);

        // 1.5 s - 0.5 s = 1 s: a whole second needs no rounding.
        Assert.Equal((429, "1", "temporarily_unavailable"), (reply.Status, reply.Header("Retry-After"), reply.Error));
        Assert.Equal("""{"error":"temporarily_unavailable","error_description":"Too many requests."}""", reply.Body);
        Assert.Equal((true, false, "app", "client_credentials"), (reply.Decision.IsRateLimited, reply.Decision.IsInjected, reply.Decision.ClientId, reply.Decision.GrantType));
        Assert.Equal("at#1", lab.Idp.NewestToken!.Name);
        lab.IdpClock.Advance(Lab.Second);
        Assert.Equal(200, (await lab.PostAs(Grant)).Status);
    }

    [Fact]
    public async Task At_the_IdP_a_request_counts_once_its_client_is_known()
    {
        var lab = new Lab();
        lab.Idp.RateLimiter = Limiter(lab.IdpClock);

        Assert.Equal("invalid_client", (await lab.PostToken($"client_id=app&client_secret=wrong&{Grant}")).Error);
        Assert.Equal("unsupported_grant_type", (await lab.PostAs("grant_type=x")).Error);
        Assert.Equal(429, (await lab.PostAs(Grant)).Status);
        Assert.Equal(200, (await lab.PostToken($"grant_type=refresh_token&client_id=spa&refresh_token={lab.Idp.IssueRefreshToken("spa").Value}")).Status);
    }

    [Fact]
    public async Task The_API_answers_429_in_its_own_shape_rounded_up()
    {
        var lab = new Lab();
        lab.Api.RateLimiter = Limiter(lab.ApiClock);
        var token = await lab.NewToken();
        Assert.Equal(200, (await lab.Get(token)).Status);

        lab.ApiClock.Advance(TimeSpan.FromSeconds(0.5) - Lab.Tick);
        var reply = await lab.Get(token);

        // 1.0000001 s remain.
        Assert.Equal((429, "2", "too.many.requests"), (reply.Status, reply.Header("Retry-After"), reply.Json.GetProperty("code").GetString()));
        Assert.Equal((true, (Refusal?)null, "at#1"), (reply.Decision.IsRateLimited, reply.Decision.Refusal, reply.Decision.Token!.Name));
        Assert.Null(reply.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Retry_After_may_be_a_date_on_the_answering_nodes_clock()
    {
        var lab = new Lab();
        lab.Api.RateLimiter = new RateLimiter(lab.Reference, new(1, TimeSpan.FromSeconds(30), 1)) { RetryAfterForm = RetryAfterForm.Date };
        var token = await lab.NewToken();
        await lab.Get(token);
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMinutes(10));

        Assert.Equal("Thu, 01 Jan 2026 12:10:30 GMT", (await lab.Get(token)).Header("Retry-After"));
    }

    [Fact]
    public async Task A_token_refused_for_a_matter_of_time_counts()
    {
        var lab = new Lab { TokenDelay = Lab.Second };
        lab.Api.RateLimiter = new RateLimiter(lab.ApiClock, new(1, TimeSpan.FromDays(1), 3));
        var token = await lab.NewToken();

        Assert.Equal(RefusalCause.NotPropagated, await lab.CauseOf(token));
        lab.Reference.Advance(Lab.Second);
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromHours(1));
        Assert.Equal(RefusalCause.Expired, await lab.CauseOf(token));
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(token));
        Assert.Equal(429, (await lab.Get(token)).Status);
    }

    [Fact]
    public async Task A_token_whose_client_is_not_certain_does_not_count()
    {
        var lab = new Lab();
        lab.Api.RateLimiter = Limiter(lab.ApiClock);
        var token = await lab.NewToken();

        await lab.Get(null);
        await lab.Get("garbage");
        await lab.Get(JwtTests.Altered(token));

        Assert.Equal(200, (await lab.Get(token)).Status);
    }

    [Fact]
    public async Task Two_nodes_may_share_a_bucket_and_without_a_limiter_nothing_is_limited()
    {
        var lab = new Lab();
        var other = new ApiNode("api-3", lab.ApiClock, lab.Idp);
        var token = await lab.NewToken();
        lab.Api.RateLimiter = other.RateLimiter = Limiter(lab.ApiClock);

        Assert.Equal(200, (await lab.Get(token)).Status);
        Assert.Equal(429, (await Lab.Send(other, Lab.ApiRequest(token))).Status);
        other.RateLimiter = null;
        Assert.Equal(200, (await Lab.Send(other, Lab.ApiRequest(token))).Status);
    }

    private static RateLimiter Limiter(TimeProvider time) => new(time, new(2, TimeSpan.FromSeconds(3), 1));
}
