using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 9068 tokens, verified by the key set document and System.Security.Cryptography alone.</summary>
public class JwtTests
{
    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task A_token_verifies_by_the_published_key_set(SigningAlgorithm algorithm)
    {
        var lab = new Lab(new IdpSettings { Algorithm = algorithm });
        var token = await lab.NewToken();
        var keySet = await Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"));

        Assert.True(Jwt.Verify(token, keySet.Json));
        Assert.False(Jwt.Verify(Altered(token), keySet.Json));
    }

    [Fact]
    public async Task Header_and_claims_are_those_of_RFC_9068()
    {
        var token = await new Lab().NewToken();

        var (header, claims) = (Jwt.Header(token), Jwt.Claims(token));

        Assert.Equal("""{"alg":"ES256","kid":"key-1","typ":"at+jwt"}""", header.GetRawText());
        Assert.Equal(["iss", "exp", "aud", "sub", "client_id", "iat", "nbf", "jti", "scope"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal("http://idp.test", claims.GetProperty("iss").GetString());
        Assert.Equal("https://api.skewlab.example", claims.GetProperty("aud").GetString());
        Assert.Equal(("app", "app"), (claims.GetProperty("sub").GetString(), claims.GetProperty("client_id").GetString()));
        Assert.Equal("users:readonly conversations:readonly", claims.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Nbf_and_typ_are_switches()
    {
        var token = await new Lab(new IdpSettings { NotBefore = false, HeaderType = "JWT" }).NewToken();

        Assert.False(Jwt.Claims(token).TryGetProperty("nbf", out _));
        Assert.Equal("JWT", Jwt.Header(token).GetProperty("typ").GetString());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_text_and_another_seed_another()
    {
        var opaque = new IdpSettings { Format = TokenFormat.Opaque, Seed = 1 };

        var first = await new Lab(opaque).NewToken();

        Assert.Equal(first, await new Lab(opaque).NewToken());
        Assert.NotEqual(first, await new Lab(opaque with { Seed = 2 }).NewToken());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
    }

    [Fact]
    public async Task An_opaque_token_is_good_until_it_expires()
    {
        var lab = new Lab(new IdpSettings { Format = TokenFormat.Opaque });
        var token = await lab.NewToken();

        Assert.Null(await lab.CauseOf(token));
        lab.Advance(TimeSpan.FromHours(1));
        Assert.Equal(RefusalCause.Expired, await lab.CauseOf(token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1.5)]
    public void A_lifetime_that_expires_in_cannot_say_is_refused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lab(new IdpSettings { Lifetime = TimeSpan.FromSeconds(seconds) }));

    // The last character of a signature holds padding bits; the one in the middle does not.
    internal static string Altered(string token)
    {
        var at = token.LastIndexOf('.') + 20;
        return $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";
    }
}
