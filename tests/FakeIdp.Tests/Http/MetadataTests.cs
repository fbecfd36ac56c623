using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 7517, RFC 8414 and OpenID Connect Discovery.</summary>
public class MetadataTests
{
    [Fact]
    public async Task The_EC_key_set_has_public_parts_only_at_fixed_length()
    {
        var reply = await Get(new Lab(), "/.well-known/jwks.json");

        var key = Assert.Single(reply.Json.GetProperty("keys").EnumerateArray());
        Assert.Equal(["kty", "kid", "alg", "use", "crv", "x", "y"], key.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("EC", "key-1", "ES256", "sig", "P-256"), (Text(key, "kty"), Text(key, "kid"), Text(key, "alg"), Text(key, "use"), Text(key, "crv")));
        Assert.Equal((32, 32), (Jwt.Bytes(key, "x").Length, Jwt.Bytes(key, "y").Length));
        Assert.DoesNotContain('=', reply.Body);
        Assert.Equal("application/json", reply.Header("Content-Type"));
        Assert.Equal("max-age=600", reply.Header("Cache-Control"));
    }

    [Fact]
    public async Task Every_EC_key_has_coordinates_of_32_bytes_leading_zeros_included()
    {
        var lab = new Lab();
        for (var i = 0; i < 600; i++)
            lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromDays(1));

        var keys = (await Get(lab, "/.well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray().ToList();

        // Of 1202 coordinates some 5 begin with a zero byte.
        Assert.Equal(601, keys.Count);
        Assert.All(keys, key => Assert.Equal((32, 32), (Jwt.Bytes(key, "x").Length, Jwt.Bytes(key, "y").Length)));
        Assert.Contains(keys, key => Jwt.Bytes(key, "x")[0] == 0 || Jwt.Bytes(key, "y")[0] == 0);
    }

    [Fact]
    public async Task The_RSA_key_set_has_n_and_e_and_a_shared_secret_is_not_published()
    {
        var rsa = Assert.Single((await Get(new Lab(new IdpSettings { Algorithm = SigningAlgorithm.RS256, JwksMaxAge = null }), "/.well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray());
        var shared = await Get(new Lab(new IdpSettings { Algorithm = SigningAlgorithm.HS256 }), "/.well-known/jwks.json");

        Assert.Equal(["kty", "kid", "alg", "use", "n", "e"], rsa.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("RSA", 256), (Text(rsa, "kty"), Jwt.Bytes(rsa, "n").Length));
        Assert.Equal("""{"keys":[]}""", shared.Body);
    }

    [Fact]
    public async Task A_max_age_of_null_sends_no_Cache_Control() =>
        Assert.Null((await Get(new Lab(new IdpSettings { JwksMaxAge = null }), "/.well-known/jwks.json")).Header("Cache-Control"));

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task The_issuer_is_the_address_the_client_used_to_the_character(string path)
    {
        var json = (await Get(new Lab(), path)).Json;

        Assert.Equal("http://idp.test:8405", Text(json, "issuer"));
        Assert.Equal("http://idp.test:8405/oauth/token", Text(json, "token_endpoint"));
        Assert.Equal("http://idp.test:8405/.well-known/jwks.json", Text(json, "jwks_uri"));
        Assert.Equal("http://idp.test:8405/oauth/authorize", Text(json, "authorization_endpoint"));
        Assert.Equal("http://idp.test:8405/oauth/introspect", Text(json, "introspection_endpoint"));
        Assert.Equal("http://idp.test:8405/oauth/revoke", Text(json, "revocation_endpoint"));
        Assert.Equal("http://idp.test:8405/userinfo", Text(json, "userinfo_endpoint"));
        Assert.Equal("http://idp.test:8405/logout", Text(json, "end_session_endpoint"));
        Assert.Equal(["client_secret_basic", "client_secret_post", "none"], Texts(json, "token_endpoint_auth_methods_supported"));
    }

    [Theory]
    [InlineData("grant_types_supported", "client_credentials refresh_token authorization_code urn:ietf:params:oauth:grant-type:jwt-bearer")]
    [InlineData("introspection_endpoint_auth_methods_supported", "client_secret_basic client_secret_post")]
    [InlineData("revocation_endpoint_auth_methods_supported", "client_secret_basic client_secret_post none")]
    [InlineData("scopes_supported", "openid profile email offline_access users:readonly conversations:readonly")]
    [InlineData("response_types_supported", "code")]
    [InlineData("response_modes_supported", "query")]
    [InlineData("code_challenge_methods_supported", "S256")]
    [InlineData("subject_types_supported", "public")]
    [InlineData("id_token_signing_alg_values_supported", "RS256 ES256")]
    [InlineData("claims_supported", "iss sub aud exp iat auth_time nonce name preferred_username email email_verified")]
    public async Task What_the_IdP_can_do_is_published(string name, string values)
    {
        var json = (await Get(new Lab(), "/.well-known/openid-configuration")).Json;

        Assert.Equal(values.Split(' '), Texts(json, name));
        Assert.True(json.GetProperty("authorization_response_iss_parameter_supported").GetBoolean());
        Assert.False(json.GetProperty("request_uri_parameter_supported").GetBoolean());
    }

    [Fact]
    public async Task A_fixed_issuer_wins_and_is_what_tokens_say()
    {
        var lab = new Lab(new IdpSettings { Issuer = "https://login.example/" });

        var json = (await Get(lab, "/.well-known/openid-configuration")).Json;

        Assert.Equal("https://login.example/", Text(json, "issuer"));
        Assert.Equal("https://login.example/oauth/token", Text(json, "token_endpoint"));
        Assert.Equal("https://login.example/", Text(Jwt.Claims(await lab.NewToken()), "iss"));
    }

    private static Task<Reply> Get(Lab lab, string path) => Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test:8405" + path));

    private static string? Text(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).GetString();

    private static IEnumerable<string?> Texts(System.Text.Json.JsonElement json, string name) => json.GetProperty(name).EnumerateArray().Select(value => value.GetString());
}
