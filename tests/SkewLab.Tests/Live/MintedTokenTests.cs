using System.Buffers.Text;
using System.Text.Json;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>Tokens minted over the control API: with any claims, and judged by them.</summary>
public class MintedTokenTests
{
    // 2026-01-01 12:00:00, when the bench's clock stands.
    private const long Noon = 1767268800;

    [Fact]
    public async Task Without_claims_it_is_the_token_the_client_would_get()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, json) = await bench.SendAsync("POST", "_skewlab/tokens");
        var token = json.GetProperty("accessToken").GetString()!;

        Assert.Equal((200, "at#1", 200), (status, json.GetProperty("name").GetString(), await bench.GetAsync(token, "api-1")));
        var asked = ClaimsOf(await bench.NewTokenAsync("idp/")).EnumerateObject().Where(claim => claim.Name != "jti").Select(claim => claim.ToString());
        Assert.Equal(asked.Select(claim => claim.Replace("http://localhost/", "http://skewlab.test/", StringComparison.Ordinal)),
            ClaimsOf(token).EnumerateObject().Where(claim => claim.Name != "jti").Select(claim => claim.ToString()));
    }

    [Fact]
    public async Task Claims_replace_those_there_are_stand_beside_them_or_take_them_away()
    {
        await using var bench = await LiveBench.StartAsync();

        var claims = ClaimsOf(await MintAsync(bench, """{"sub":"ada","nbf":null,"roles":["admin",1,null],"deep":{"a":true},"half":0.5,"big":12345678901}"""));

        Assert.Equal("ada", claims.GetProperty("sub").GetString());
        Assert.False(claims.TryGetProperty("nbf", out _));
        Assert.Equal("""["admin",1,null] {"a":true} 0.5 12345678901""",
            $"{claims.GetProperty("roles")} {claims.GetProperty("deep")} {claims.GetProperty("half")} {claims.GetProperty("big")}");
        Assert.Equal(Noon + 3600, claims.GetProperty("exp").GetInt64());
    }

    [Theory]
    [InlineData("""{"exp":1767268801}""", null)]
    [InlineData("""{"exp":1767268800}""", "expired")]
    [InlineData("""{"exp":1767268800.5}""", null)]
    [InlineData("""{"exp":1e30}""", "malformed")]
    [InlineData("""{"exp":"soon"}""", "malformed")]
    [InlineData("""{"exp":null}""", "malformed")]
    [InlineData("""{"nbf":1767268801}""", "not_yet_valid")]
    [InlineData("""{"nbf":null}""", null)]
    [InlineData("""{"iss":"https://other.example"}""", "wrong_issuer")]
    [InlineData("""{"aud":"https://other.example"}""", "wrong_audience")]
    [InlineData("""{"aud":["https://other.example","https://api.skewlab.example"]}""", null)]
    public async Task A_node_judges_a_minted_token_by_its_claims(string claims, string? cause)
    {
        await using var bench = await LiveBench.StartAsync();

        var status = await bench.GetAsync(await MintAsync(bench, claims), "api-1");

        Assert.Equal((cause is null ? 200 : 401, cause), (status, bench.Lab.Journal.Entries[^1].Cause));
    }

    [Fact]
    public async Task A_scope_among_the_claims_is_the_scope()
    {
        await using var bench = await LiveBench.StartAsync();

        Assert.Equal(403, await bench.GetAsync(await MintAsync(bench, """{"scope":"conversations:readonly"}"""), "api-1"));
    }

    [Fact]
    public async Task It_propagates_and_is_revoked_as_any_other()
    {
        await using var bench = await LiveBench.StartAsync();
        bench.Lab.PropagationOf("api-2").LearnsTokenAfter = TimeSpan.FromSeconds(1);
        var token = await MintAsync(bench, "{}");

        var early = await bench.GetAsync(token, "api-2");
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        var learnt = await bench.GetAsync(token, "api-2");
        await bench.SendAsync("POST", "_skewlab/revoke", """{"token":"at#1"}""");

        Assert.Equal((401, 200, 401), (early, learnt, await bench.GetAsync(token, "api-2")));
        Assert.Equal(["not_propagated", "revoked"], bench.Lab.Journal.Refusals.Select(entry => entry.Cause));
    }

    [Fact]
    public async Task What_the_IdP_says_of_it_is_what_its_claims_say()
    {
        await using var bench = await LiveBench.StartAsync();
        var token = await MintAsync(bench, """{"exp":1767268830,"nbf":null}""");

        var before = await IntrospectAsync(bench, token);
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((true, Noon + 30, false), (before.GetProperty("active").GetBoolean(), before.GetProperty("exp").GetInt64(), before.TryGetProperty("nbf",
            out _)));
        Assert.False((await IntrospectAsync(bench, token)).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task The_same_claims_twice_are_one_token_where_the_signature_is_the_same()
    {
        await using var bench = await LiveBench.StartAsync();
        await bench.SendAsync("PATCH", "_skewlab/policy", """{"idp":{"algorithm":"HS256"}}""");
        await bench.SendAsync("POST", "_skewlab/keys/rotate");

        var first = await MintAsync(bench, """{"jti":"one"}""");

        Assert.Equal(first, await MintAsync(bench, """{"jti":"one"}"""));
        Assert.Single(bench.Lab.Idp.ListTokens());
    }

    [Fact]
    public async Task An_opaque_token_has_no_claims_to_choose()
    {
        await using var bench = await LiveBench.StartAsync();
        await bench.SendAsync("PATCH", "_skewlab/policy", """{"idp":{"format":"opaque"}}""");

        var (status, problem) = await bench.SendAsync("POST", "_skewlab/tokens");

        Assert.Equal((400, """Opaque tokens hold no claims; PATCH /_skewlab/policy with {"idp":{"format":"jwt"}} first."""),
            (status, problem.GetProperty("detail").GetString()));
        Assert.Equal(
            "Cannot mint a token: opaque tokens hold no claims.",
            Assert.Throws<InvalidOperationException>(() => bench.Lab.Idp.Mint("app", "http://idp.test", new Dictionary<string, JsonElement>())).Message);
        Assert.Equal(
            "Cannot mint a token: no client 'x' is registered. (Parameter 'clientId')",
            Assert.Throws<ArgumentException>(() => bench.Lab.Idp.Mint("x", "http://idp.test", new Dictionary<string, JsonElement>())).Message);
    }

    private static async Task<string> MintAsync(LiveBench bench, string claims) =>
        (await bench.SendAsync("POST", "_skewlab/tokens", $$"""{"claims":{{claims}}}""")).Json.GetProperty("accessToken").GetString()!;

    private static async Task<JsonElement> IntrospectAsync(LiveBench bench, string token)
    {
        using var answer = await bench.Client.PostAsync(new Uri("oauth/introspect", UriKind.Relative), new FormUrlEncodedContent(
            new Dictionary<string, string> { ["token"] = token, ["client_id"] = "app", ["client_secret"] = "app-secret" }));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static JsonElement ClaimsOf(string jwt) => JsonElement.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1]));
}
