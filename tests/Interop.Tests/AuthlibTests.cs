namespace SkewLab.Interop.Tests;

/// <summary>Authlib as Debian packages it, told of the lab by the address of its metadata.</summary>
[Collection(Labs.Name)]
public class AuthlibTests(Serve serve)
{
    [ClientFact(Needs.Authlib)]
    public async Task It_gets_tokens_by_credentials_code_and_refresh_token_introspects_revokes_and_validates()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();
        await world.ControlAsync("PATCH", "policy", """{"idp":{"refreshMode":"rotate"}}""");

        var seen = await Client.PythonAsync("authlib_client.py", world.Url);

        Assert.Equal("[200, 200, 200]", seen.GetProperty("me").GetRawText());
        // RFC 6749 section 4.4.3.
        Assert.Equal("null", seen.GetProperty("refreshToken").GetRawText());
        Assert.Equal("""{"good": "accepted", "otherAudience": "invalid_claim", "tampered": "bad_signature"}""", seen.GetProperty("validation").GetRawText());
        Assert.Equal(
            """{"hasIdToken": true, "rotated": true, "me": 200, "active": true, "revoked": 200, "then": {"active": false}}""",
            seen.GetProperty("code").GetRawText());
    }
}
