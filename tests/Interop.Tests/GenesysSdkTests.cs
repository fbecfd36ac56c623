namespace SkewLab.Interop.Tests;

/// <summary>The official Genesys SDK, purecloud-platform-client-v2, told of the lab by its gateway option.</summary>
[Collection(Labs.Name)]
public class GenesysSdkTests(Serve serve)
{
    [ClientFact(Needs.Node)]
    public async Task It_logs_in_by_client_credentials_and_reads_users_conversations_and_a_page_of_the_analytics()
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("genesys.mjs", world.Url);

        Assert.Equal("Ada Example", seen.GetProperty("me").GetProperty("name").GetString());
        Assert.Equal("Inbound call", Assert.Single(seen.GetProperty("conversations").EnumerateArray()).GetString());
        Assert.Equal("""{"conversations":2,"totalHits":250000}""", seen.GetProperty("page").GetRawText());
        Assert.Equal(
            ["/oauth/token", "/api/v2/users/me", "/api/v2/conversations", "/api/v2/analytics/conversations/details/query"],
            (await world.JournalAsync()).Select(entry => entry.Path));
    }

    [ClientFact(Needs.Node)]
    public async Task A_refusal_reaches_the_caller_in_the_words_of_the_Genesys_API()
    {
        var world = await serve.NewWorldAsync();
        await world.ControlAsync("PUT", "clocks", """{"api-1":{"offset":"-1h"}}""");

        var seen = await Client.NodeAsync("genesys.mjs", world.Url);

        var refused = seen.GetProperty("refused");
        Assert.Equal((401, "bad.credentials"), (refused.GetProperty("status").GetInt32(), refused.GetProperty("code").GetString()));
        Assert.Equal("not_yet_valid", (await world.JournalAsync())[^1].Cause);
    }

    [ClientFact(Needs.Node)]
    public async Task It_logs_in_by_an_authorization_code()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();

        var seen = await Client.NodeAsync("genesys-code.mjs", world.Url);

        Assert.Equal("""["Ada Example"]""", seen.GetProperty("outcomes").GetRawText());
        Assert.Equal(["/oauth/authorize", "/oauth/token", "/api/v2/users/me"], (await world.JournalAsync()).Select(entry => entry.Path));
    }
}
