namespace SkewLab.Interop.Tests;

/// <summary>jose as the validator of the lab's tokens, told of the lab by the address of its metadata.</summary>
[Collection(Labs.Name)]
public class JoseTests(Serve serve)
{
    [ClientFact(Needs.Node)]
    public async Task It_accepts_the_labs_tokens_by_the_published_keys_and_refuses_what_is_not_theirs()
    {
        var world = await serve.NewWorldAsync();

        var seen = await Client.NodeAsync("jose.mjs", world.Url);

        // RFC 9068 section 2.2, and nbf.
        Assert.Equal("""["aud","client_id","exp","iat","iss","jti","nbf","scope","sub"]""", seen.GetProperty("claims").GetRawText());
        Assert.Equal("""{"alg":"RS256","typ":"at+jwt"}""", seen.GetProperty("header").GetRawText());
        Assert.Equal("accepted", seen.GetProperty("good").GetString());
        Assert.Equal("ERR_JWT_CLAIM_VALIDATION_FAILED aud", seen.GetProperty("otherAudience").GetString());
        Assert.Equal("ERR_JWT_CLAIM_VALIDATION_FAILED iss", seen.GetProperty("otherIssuer").GetString());
        Assert.Equal("ERR_JWT_CLAIM_VALIDATION_FAILED typ", seen.GetProperty("otherType").GetString());
        Assert.Equal("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", seen.GetProperty("tampered").GetString());
        Assert.Equal("ERR_JOSE_NOT_SUPPORTED", seen.GetProperty("unsigned").GetString());
        Assert.Equal(("accepted", "ERR_JWKS_NO_MATCHING_KEY"), (seen.GetProperty("rotated").GetString(), seen.GetProperty("retired").GetString()));
    }
}
