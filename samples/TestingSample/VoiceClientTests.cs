using System.Net;
using SkewLab.Testing;
using SkewLab.Testing.Clocks;

namespace SkewLab.TestingSample;

/// <summary>How a test of your own client looks: start a lab, move a clock, ask what happened.</summary>
public class VoiceClientTests
{
    [Fact]
    public async Task One_node_that_is_two_seconds_behind_refuses_every_new_token()
    {
        await using var lab = await Lab.StartAsync(o => o.Api.Nodes = 3);
        using var http = lab.CreateClient();
        var client = new VoiceClient(http, new LiveClock(lab.Clocks["idp"]), lab.TokenEndpoint, lab.ClientId, lab.ClientSecret!);

        lab.Clocks["api-2"].Jump(TimeSpan.FromSeconds(-2));
        HttpStatusCode[] statuses = [await client.GetConversationsAsync(), await client.GetConversationsAsync(), await client.GetConversationsAsync()];

        // The nodes answer in turn.
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK], statuses);
        var refusal = Assert.Single(lab.Journal.Refusals);
        Assert.Equal(("api-2", "not_yet_valid"), (refusal.Node, refusal.Cause));
    }

    [Fact]
    public async Task A_client_whose_clock_is_an_hour_behind_keeps_its_token_too_long()
    {
        await using var lab = await Lab.StartAsync();
        using var http = lab.CreateClient();
        var clock = new LiveClock(lab.Clocks["idp"]);
        var client = new VoiceClient(http, clock, lab.TokenEndpoint, lab.ClientId, lab.ClientSecret!);
        Assert.Equal(HttpStatusCode.OK, await client.GetConversationsAsync());

        // An hour passes, and the client's clock is set back by as much.
        lab.Clocks.Advance(TimeSpan.FromHours(1));
        clock.Jump(TimeSpan.FromHours(-1));

        Assert.Equal(HttpStatusCode.Unauthorized, await client.GetConversationsAsync());
        Assert.Equal("expired", Assert.Single(lab.Journal.Refusals).Cause);
    }
}
