using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Faults;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Which requests meet a fault: by method, path and client, in the order the faults were added.</summary>
public class FaultMatchTests
{
    private const string Grant = "grant_type=client_credentials";

    [Fact]
    public async Task A_fault_is_for_its_own_method_and_path()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        lab.Api.Faults.Add(new HttpFault { Method = "GET", Path = Lab.Me, Status = 503 });

        Assert.Equal((503, 200), ((await lab.Get(token)).Status, (await lab.Get(token, "/api/v2/users")).Status));
        Assert.Equal(405, (await Lab.Send(lab.Api, new HttpRequestMessage(HttpMethod.Delete, "http://api.test" + Lab.Me))).Status);
    }

    [Fact]
    public async Task At_the_IdP_a_fault_may_be_for_one_client_however_it_authenticates_and_the_others_body_is_left_whole()
    {
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "other", Secret = "x" });
        lab.Idp.Faults.Add(new HttpFault { Client = "other", Status = 503 });

        Assert.Equal(503, (await lab.PostToken($"client_id=other&client_secret=x&{Grant}")).Status);
        Assert.Equal(503, (await lab.PostToken(Grant, new("Basic", "b3RoZXI6eA=="))).Status);
        Assert.Equal(200, (await lab.PostAs(Grant)).Status);
        Assert.Equal("invalid_client", (await lab.PostToken($"client_id=other&client_secret=wrong&{Grant}")).Error);
        Assert.Equal(413, (await lab.PostAs(Grant + "&x=" + new string('a', 64 * 1024))).Status);
        Assert.Equal(200, (await Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"))).Status);
    }

    [Fact]
    public async Task At_the_API_a_fault_may_be_for_the_client_that_the_token_names_though_the_token_has_expired()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        lab.Advance(TimeSpan.FromDays(1));
        lab.Api.Faults.Add(new HttpFault { Client = "app", Status = 503 });

        Assert.Equal((503, 401, 401), ((await lab.Get(token)).Status, (await lab.Get(null)).Status, (await lab.Get("garbage")).Status));
    }

    [Fact]
    public async Task Skip_lets_matching_requests_pass_and_Times_counts_those_that_met_it()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Path = "/oauth/token", Skip = 2, Times = 2, Status = 503 });
        var statuses = new List<int>();

        await Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"));
        for (var i = 0; i < 5; i++)
            statuses.Add((await lab.PostAs(Grant)).Status);

        Assert.Equal([200, 200, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task The_first_that_does_not_let_a_request_pass_answers_and_only_what_reaches_a_fault_counts()
    {
        var lab = new Lab();
        lab.Api.Faults.Add(new HttpFault { Skip = 1, Times = 1, Status = 501 });
        lab.Api.Faults.Add(new HttpFault { Skip = 1, Status = 502 });
        var statuses = new List<int>();

        for (var i = 0; i < 4; i++)
            statuses.Add((await lab.Get(null)).Status);

        // The first request passes both; the second meets the first fault and never reaches the second.
        Assert.Equal([401, 501, 502, 502], statuses);
    }
}
