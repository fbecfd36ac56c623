namespace SkewLab.Interop.Tests;

/// <summary>Every client once more by HTTPS: it trusts the lab's certificate, and is told an address that begins with https.</summary>
[Collection(Labs.Name)]
public class HttpsTests(Serve serve)
{
    [ClientFact(Needs.Node)]
    public async Task The_Genesys_SDK_logs_in_and_calls()
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("genesys.mjs", world.HttpsUrl);

        Assert.Equal("Ada Example", seen.GetProperty("me").GetProperty("name").GetString());
    }

    [ClientFact(Needs.Node)]
    public async Task Openid_client_discovers_without_being_told_that_the_lab_is_insecure()
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("openid-client.mjs", world.HttpsUrl, "oidc");

        Assert.Equal(world.HttpsUrl, seen.GetProperty("issuer").GetString());
        Assert.Equal("""{"status":200,"name":"Ada Example"}""", seen.GetProperty("me").GetRawText());
        Assert.Equal("revoked", (await world.JournalAsync())[^1].Cause);
    }

    [ClientFact(Needs.Node)]
    public async Task Jose_fetches_the_keys_and_knows_the_issuer()
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("jose.mjs", world.HttpsUrl);

        Assert.Equal(("accepted", "accepted"), (seen.GetProperty("good").GetString(), seen.GetProperty("rotated").GetString()));
    }

    [ClientFact(Needs.Authlib)]
    public async Task Authlib_gets_tokens_by_credentials_code_and_refresh_token()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();
        await world.ControlAsync("PATCH", "policy", """{"idp":{"refreshMode":"rotate"}}""");

        var seen = await Client.PythonAsync("authlib_client.py", world.HttpsUrl);

        Assert.Equal("[200, 200, 200]", seen.GetProperty("me").GetRawText());
        Assert.Equal((true, 200), (seen.GetProperty("code").GetProperty("rotated").GetBoolean(), seen.GetProperty("code").GetProperty("me").GetInt32()));
    }
}
