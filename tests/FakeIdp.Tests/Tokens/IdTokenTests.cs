using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>OpenID Connect Core sections 2 and 12.2, and the keys that go with it.</summary>
public class IdTokenTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256, SigningAlgorithm.RS256, "key-1-RS256", 2)]
    [InlineData(SigningAlgorithm.RS256, SigningAlgorithm.RS256, "key-1", 1)]
    [InlineData(SigningAlgorithm.RS256, SigningAlgorithm.ES256, "key-1-ES256", 2)]
    [InlineData(SigningAlgorithm.HS256, SigningAlgorithm.RS256, "key-1-RS256", 1)]
    public async Task It_is_signed_as_the_client_wants_and_verifies_by_the_published_key_set(SigningAlgorithm access, SigningAlgorithm id, string kid, int published)
    {
        var lab = new Lab(new IdpSettings { Algorithm = access });
        lab.Idp.Register(new RegisteredClient { Id = "web", Secret = "w3b", RedirectUris = [Flow.Callback], IdTokenAlgorithm = id });

        var idToken = Flow.Text(await Flow.Grant(lab), "id_token");

        var keySet = (await Lab.Send(lab.Idp, Flow.Get("/.well-known/jwks.json"))).Json;
        Assert.Equal($$"""{"alg":"{{id}}","kid":"{{kid}}","typ":"JWT"}""", Jwt.Header(idToken).GetRawText());
        Assert.True(Jwt.Verify(idToken, keySet));
        Assert.Equal(published, keySet.GetProperty("keys").GetArrayLength());
    }

    [Fact]
    public async Task Its_claims_name_the_client_the_user_the_nonce_and_the_IdPs_clock()
    {
        var lab = Flow.NewLab(new IdpSettings { IdTokenLifetime = TimeSpan.FromSeconds(90) });
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(7.9));
        var code = await Flow.NewCode(lab, Flow.WithChallenge + "&scope=openid&nonce=n-0S6_WzA2Mj");
        lab.IdpClock.Advance(Lab.Second);

        var reply = await Flow.Exchange(lab, code);

        var noon = Lab.Noon.ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"iss":"http://idp.test","sub":"{{Flow.Ada}}","aud":"web","exp":{{noon + 98}},"iat":{{noon + 8}},"auth_time":{{noon + 7}},"nonce":"n-0S6_WzA2Mj"}""",
            Jwt.Claims(Flow.Text(reply, "id_token")).GetRawText());
        Assert.True(reply.Decision.HasIdToken);
    }

    [Fact]
    public async Task At_a_refresh_it_comes_again_without_the_nonce_and_with_the_first_auth_time()
    {
        var lab = Flow.NewLab();
        var first = await Flow.Exchange(lab, await Flow.NewCode(lab, Flow.WithChallenge + "&scope=openid%20users:readonly&nonce=n"));
        lab.Advance(Lab.Second);

        var again = await Flow.Refresh(lab, Flow.Text(first, "refresh_token"));
        var narrowed = await Flow.Refresh(lab, Flow.Text(first, "refresh_token") + "&scope=users:readonly");

        var claims = Jwt.Claims(Flow.Text(again, "id_token"));
        Assert.Equal((Lab.Noon.ToUnixTimeSeconds() + 1, Lab.Noon.ToUnixTimeSeconds()), (claims.GetProperty("iat").GetInt64(), claims.GetProperty("auth_time").GetInt64()));
        Assert.False(claims.TryGetProperty("nonce", out _));
        Assert.False(narrowed.Json.TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task Without_openid_and_without_a_user_there_is_none()
    {
        var lab = Flow.NewLab();
        lab.Idp.Register(new RegisteredClient { Id = "robot", Secret = "x", Scope = "openid" });

        Assert.False((await Flow.Grant(lab, "users:readonly")).Json.TryGetProperty("id_token", out _));
        Assert.False((await lab.PostToken("client_id=robot&client_secret=x&grant_type=client_credentials")).Json.TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task A_key_for_id_tokens_lives_and_retires_with_the_key_beside_it()
    {
        var lab = Flow.NewLab();
        var before = Flow.Text(await Flow.Grant(lab), "id_token");
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromMinutes(10));

        var after = Flow.Text(await Flow.Grant(lab), "id_token");

        Assert.Equal(["key-1", "key-1-RS256", "key-2", "key-2-RS256"], await Kids());
        Assert.Equal(("key-1-RS256", "key-2-RS256"), (Kid(before), Kid(after)));
        lab.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["key-2", "key-2-RS256"], await Kids());

        async Task<IEnumerable<string?>> Kids() =>
            (await Lab.Send(lab.Idp, Flow.Get("/.well-known/jwks.json"))).Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()).ToList();
        static string? Kid(string token) => Jwt.Header(token).GetProperty("kid").GetString();
    }

    [Fact]
    public async Task An_API_that_is_given_one_says_that_it_is_meant_for_another()
    {
        var lab = Flow.NewLab();
        var idToken = Flow.Text(await Flow.Grant(lab), "id_token");

        var reply = await lab.Get(idToken);

        Assert.Equal(RefusalCause.WrongAudience, reply.Decision.Refusal!.Cause);
        Assert.Equal("aud \"web\" does not contain \"https://api.skewlab.example\": the token is meant for another API than api-2", reply.Decision.Refusal.Sentence());
    }
}
