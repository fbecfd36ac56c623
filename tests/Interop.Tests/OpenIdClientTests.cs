namespace SkewLab.Interop.Tests;

/// <summary>openid-client, told of the lab by the address it discovers.</summary>
[Collection(Labs.Name)]
public class OpenIdClientTests(Serve serve)
{
    [ClientTheory(Needs.Node)]
    [InlineData("oidc")]
    [InlineData("oauth2")]
    public async Task It_discovers_gets_a_token_calls_introspects_and_revokes(string algorithm)
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("openid-client.mjs", world.Url, algorithm);

        Assert.Equal(world.Url, seen.GetProperty("issuer").GetString());
        // No refresh token: RFC 6749 section 4.4.3.
        Assert.Equal("""{"type":"bearer","expiresIn":3600,"scope":"users:readonly"}""", seen.GetProperty("token").GetRawText());
        Assert.Equal("""{"status":200,"name":"Ada Example"}""", seen.GetProperty("me").GetRawText());
        Assert.Equal("""{"active":true,"clientId":"app","scope":"users:readonly"}""", seen.GetProperty("before").GetRawText());
        Assert.Equal("""{"active":false}""", seen.GetProperty("after").GetRawText());
        Assert.Equal("""{"status":401,"challenge":["bearer invalid_token"]}""", seen.GetProperty("refused").GetRawText());
        Assert.Equal("revoked", (await world.JournalAsync())[^1].Cause);
    }

    [ClientFact(Needs.Node)]
    public async Task It_gets_a_code_with_PKCE_validates_the_id_token_and_refreshes_until_a_reuse_ends_the_family()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();
        await world.ControlAsync("PATCH", "policy", """{"idp":{"refreshMode":"rotateDetectReuse"}}""");

        var seen = await Client.NodeAsync("openid-client-code.mjs", world.Url);

        Assert.True(seen.GetProperty("state").GetBoolean());
        Assert.Equal($$"""{"issuer":"{{world.Url}}","audience":"web","nonce":true}""", seen.GetProperty("claims").GetRawText());
        Assert.Equal("400 invalid_grant", seen.GetProperty("replayed").GetString());
        Assert.Equal("""{"active":false}""", seen.GetProperty("afterReplay").GetRawText());
        Assert.Equal("""{"name":"Ada Example","email":"ada@example.com"}""", seen.GetProperty("user").GetRawText());
        Assert.Equal((true, 200), (seen.GetProperty("rotated").GetBoolean(), seen.GetProperty("me").GetInt32()));
        Assert.Equal(("400 invalid_grant", "400 invalid_grant"), (seen.GetProperty("reused").GetString(), seen.GetProperty("family").GetString()));
    }
}
