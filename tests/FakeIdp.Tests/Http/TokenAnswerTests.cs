using System.Net.Http.Headers;
using System.Text;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 6749 section 5.1 and 5.2, to the byte.</summary>
public class TokenAnswerTests
{
    [Fact]
    public async Task The_answer_has_the_bytes_of_RFC_6749_section_5_1()
    {
        var lab = new Lab(new IdpSettings { Format = TokenFormat.Opaque });

        var reply = await lab.PostAs("grant_type=client_credentials&scope=users:readonly");

        var token = lab.Idp.NewestToken!;
        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json;charset=UTF-8", reply.Header("Content-Type"));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        Assert.Equal("no-cache", reply.Header("Pragma"));
        Assert.Equal("Thu, 01 Jan 2026 12:00:00 GMT", reply.Header("Date"));
        Assert.Equal($$"""{"access_token":"{{token.Value}}","token_type":"Bearer","expires_in":3600,"scope":"users:readonly"}""", reply.Body);
        Assert.Equal(reply.Body.Length, reply.Response.Content.Headers.ContentLength);
        Assert.Same(token, reply.Decision.Issued);
        Assert.Equal("client_credentials", reply.Decision.GrantType);
        Assert.Equal("/oauth/token", reply.Decision.Endpoint);
    }

    [Theory]
    [InlineData(ExpiresInAnswer.Lifetime, ",\"expires_in\":3600,")]
    [InlineData(ExpiresInAnswer.Absent, "\"token_type\":\"Bearer\",\"scope\"")]
    [InlineData(ExpiresInAnswer.Zero, ",\"expires_in\":0,")]
    [InlineData(ExpiresInAnswer.Negative, ",\"expires_in\":-1,")]
    public async Task Expires_in_may_be_left_out_or_be_nonsense_and_the_token_lives_all_the_same(ExpiresInAnswer answer, string expected)
    {
        var lab = new Lab(new IdpSettings { Format = TokenFormat.Opaque, ExpiresIn = answer });

        var reply = await lab.PostAs("grant_type=client_credentials");

        Assert.Contains(expected, reply.Body, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(1), lab.Idp.NewestToken!.ExpiresAt - lab.Idp.NewestToken.IssuedAt);
    }

    [Fact]
    public async Task Expires_in_is_exp_minus_iat_and_both_come_from_the_IdPs_floored_clock()
    {
        var lab = new Lab(new IdpSettings { Lifetime = TimeSpan.FromSeconds(90), TopLevelIssuedAt = true });
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(7.9));

        var reply = await lab.PostAs("grant_type=client_credentials");

        var claims = Jwt.Claims(reply.Json.GetProperty("access_token").GetString()!);
        var issuedAt = Lab.Noon.ToUnixTimeSeconds() + 7;
        Assert.Equal(issuedAt, claims.GetProperty("iat").GetInt64());
        Assert.Equal(issuedAt, claims.GetProperty("nbf").GetInt64());
        Assert.Equal(issuedAt + 90, claims.GetProperty("exp").GetInt64());
        Assert.Equal("90", reply.Json.GetProperty("expires_in").GetRawText());
        Assert.Equal(issuedAt, reply.Json.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Every_token_is_unique_though_the_clock_stands_still()
    {
        var lab = new Lab(new IdpSettings { Algorithm = SigningAlgorithm.HS256 });

        var first = await lab.NewToken();
        var second = await lab.NewToken();

        Assert.NotEqual(first, second);
        Assert.NotEqual(Jwt.Claims(first).GetProperty("jti").GetString(), Jwt.Claims(second).GetProperty("jti").GetString());
    }

    [Theory]
    [InlineData("", 400, "invalid_request")]
    [InlineData("grant_type=", 400, "invalid_request")]
    [InlineData("grant_type=password", 400, "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&x=1&x=2", 400, "invalid_request")]
    [InlineData("grant_type=client_credentials&scope=admin", 400, "invalid_scope")]
    [InlineData("grant_type=client_credentials&scope=users:readonly++conversations:readonly", 400, "invalid_scope")]
    [InlineData("grant_type=refresh_token", 400, "invalid_request")]
    [InlineData("grant_type=refresh_token&refresh_token=unknown", 400, "invalid_grant")]
    public async Task Errors_are_those_of_RFC_6749_section_5_2(string form, int status, string error)
    {
        var reply = await new Lab().PostAs(form);

        Assert.Equal((status, error), (reply.Status, reply.Error));
        Assert.Equal("application/json;charset=UTF-8", reply.Header("Content-Type"));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
        Assert.Equal("no-cache", reply.Header("Pragma"));
        Assert.NotEqual("", reply.Json.GetProperty("error_description").GetString());
        Assert.Equal(error, reply.Decision.Error);
    }

    [Fact]
    public async Task A_public_client_has_no_client_credentials() =>
        Assert.Equal("unauthorized_client", (await new Lab().PostToken("grant_type=client_credentials&client_id=spa")).Error);

    [Fact]
    public async Task Unknown_parameters_and_query_strings_are_ignored()
    {
        var lab = new Lab();
        var request = Lab.TokenRequest("grant_type=client_credentials&client_id=app&client_secret=s3cret&resource=x");
        request.RequestUri = new Uri("http://idp.test/oauth/token?grant_type=password&grant_type=password");

        Assert.Equal(200, (await Lab.Send(lab.Idp, request)).Status);
    }

    [Fact]
    public async Task Another_content_type_is_400_and_an_oversize_body_is_413()
    {
        var lab = new Lab();
        var json = new HttpRequestMessage(HttpMethod.Post, "http://idp.test/oauth/token") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var none = new HttpRequestMessage(HttpMethod.Post, "http://idp.test/oauth/token");

        Assert.Equal((400, "invalid_request"), await Outcome(json));
        Assert.Equal((400, "invalid_request"), await Outcome(none));
        Assert.Equal((413, "invalid_request"), await Outcome(Lab.TokenRequest("x=" + new string('a', 64 * 1024))));

        async Task<(int, string?)> Outcome(HttpRequestMessage request) => await Lab.Send(lab.Idp, request) is var reply ? (reply.Status, reply.Error) : default;
    }

    [Fact]
    public async Task A_charset_on_the_form_is_tolerated()
    {
        var lab = new Lab();
        var request = Lab.TokenRequest("grant_type=client_credentials&client_id=app&client_secret=s3cret");
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse("Application/X-WWW-Form-Urlencoded; charset=UTF-8");

        Assert.Equal(200, (await Lab.Send(lab.Idp, request)).Status);
    }

    [Theory]
    [InlineData("GET", "/oauth/token", 405, "POST")]
    [InlineData("POST", "/.well-known/jwks.json", 405, "GET")]
    [InlineData("GET", "/nowhere", 404, null)]
    [InlineData("GET", "/api/v2/users/me", 404, null)]
    public async Task The_IdP_answers_unknown_paths_with_404_and_other_methods_with_405(string method, string path, int status, string? allow)
    {
        var lab = new Lab();

        var reply = await Lab.Send(lab.Idp, new HttpRequestMessage(new HttpMethod(method), "http://idp.test" + path));

        Assert.Equal((status, allow), (reply.Status, reply.Header("Allow")));
        Assert.Equal("invalid_request", reply.Error);
        Assert.Equal("Thu, 01 Jan 2026 12:00:00 GMT", reply.Header("Date"));
        Assert.Equal(status, reply.Decision.Status);
    }
}
