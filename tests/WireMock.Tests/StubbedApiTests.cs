using System.Net;
using System.Net.Http.Headers;
using SkewLab.Client;
using SkewLab.Testing;
using WireMock.RequestBuilders;
using WireMock.Server;

namespace SkewLab.WireMock.Tests;

/// <summary>An API that the lab does not have, stubbed as a test of its client would stub it, with the lab's clocks behind its 401s.</summary>
public class StubbedApiTests
{
    [Fact]
    public async Task The_stub_refuses_what_the_node_refuses_and_in_the_nodes_own_words()
    {
        await using var lab = await Lab.StartAsync(options => options.Time = new ManualTime());
        using var check = new LabBearerCheck(lab, "api-1", "three orders");
        using var server = Stub(check);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url!) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "garbage");

        using var answer = await client.GetAsync("/orders");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_token", Assert.Single(answer.Headers.WwwAuthenticate).ToString(), StringComparison.Ordinal);
        Assert.Equal("malformed", Assert.Single(lab.Journal.Refusals).Cause);
    }

    [Fact]
    public async Task A_call_that_meets_a_node_two_seconds_behind_waits_and_succeeds_once_its_clock_is_right()
    {
        var time = new ManualTime();
        await using var lab = await Lab.StartAsync(options => (options.Time, options.Port) = (time, 0));
        lab.Clocks["api-1"].Jump(TimeSpan.FromSeconds(-2));
        using var check = new LabBearerCheck(lab, "api-1", "three orders");
        using var server = Stub(check);
        using var client = ClientOf(lab, server, time);

        var call = client.GetStringAsync("/orders");
        await check.Refused;
        // The clock is right before time passes, so it does not matter how soon the second request is there.
        lab.Clocks["api-1"].Jump(TimeSpan.FromSeconds(2));
        await time.ArmedAsync();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("three orders", await call);
        Assert.Equal("not_yet_valid", Assert.Single(lab.Journal.Refusals).Cause);
    }

    private static WireMockServer Stub(LabBearerCheck check)
    {
        var server = WireMockServer.Start();
        server.Given(Request.Create().WithPath("/orders")).RespondWith(check.Answer);
        return server;
    }

    private static HttpClient ClientOf(Lab lab, WireMockServer server, ManualTime time) => new(
        new SkewAwareHandler(new SkewAwareOptions
        {
            TokenEndpoint = lab.TokenEndpoint,
            ClientId = lab.ClientId,
            ClientSecret = lab.ClientSecret!,
            AllowedOrigins = [new Uri(server.Url!)],
            TimeProvider = time,
            Random = () => 0.5,
        })
        { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } })
    {
        BaseAddress = new Uri(server.Url!),
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
