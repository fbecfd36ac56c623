using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Injected answers, and Retry-After in both forms (RFC 9110 section 10.2.3).</summary>
public class FaultTests
{
    [Fact]
    public async Task Retry_After_is_in_seconds_unless_it_says_otherwise()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Path = "/oauth/token", Status = 429, RetryAfter = TimeSpan.FromSeconds(30), Times = 2 });

        var reply = await lab.PostAs("grant_type=client_credentials");

        Assert.Equal((429, "30", "temporarily_unavailable"), (reply.Status, reply.Header("Retry-After"), reply.Error));
        Assert.True(reply.Decision.IsInjected);
        Assert.Null(lab.Idp.NewestToken);
    }

    [Fact]
    public async Task Retry_After_as_a_date_comes_from_the_nodes_own_clock()
    {
        var lab = new Lab();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromSeconds(100.5));
        lab.Api.Faults.Add(new HttpFault { Status = 429, RetryAfter = TimeSpan.FromSeconds(30), RetryAfterForm = RetryAfterForm.Date });

        var reply = await lab.Get(null);

        // 12:01:40.5 + 30 s = 12:02:10.5, and a client that comes at 12:02:10 would come too early.
        Assert.Equal("Thu, 01 Jan 2026 12:02:11 GMT", reply.Header("Retry-After"));
        Assert.Equal("Thu, 01 Jan 2026 12:01:40 GMT", reply.Header("Date"));
        Assert.Equal("too.many.requests", reply.Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_fault_is_met_as_often_as_it_says_and_by_its_own_endpoint_only()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Path = "/oauth/token", Status = 503, Times = 2 });
        var statuses = new List<int>();

        statuses.Add((await Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"))).Status);
        for (var i = 0; i < 3; i++)
            statuses.Add((await lab.PostAs("grant_type=client_credentials")).Status);

        Assert.Equal([200, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task Clear_ends_every_fault()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Status = 500 });
        Assert.Equal(500, (await lab.PostAs("grant_type=client_credentials")).Status);

        lab.Idp.Faults.Clear();

        Assert.Equal(200, (await lab.PostAs("grant_type=client_credentials")).Status);
    }

    [Fact]
    public async Task An_injected_401_has_the_cause_injected()
    {
        var lab = new Lab();
        lab.Api.Faults.Add(new HttpFault { Path = Lab.Me, Status = 401 });

        var reply = await lab.Get(await lab.NewToken());

        Assert.Equal("injected", reply.Decision.Refusal!.CauseName);
        Assert.Equal("Bearer realm=\"skewlab\", error=\"invalid_token\", error_description=\"Injected by the scenario\"", reply.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task A_fault_at_the_IdP_may_name_its_error()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Status = 400, Error = "invalid_grant" });

        Assert.Equal("invalid_grant", (await lab.PostAs("grant_type=client_credentials")).Error);
    }
}
