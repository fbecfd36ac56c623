using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The API's answers: RFC 6750 section 3 and the Genesys-shaped bodies.</summary>
public class ApiAnswerTests
{
    [Theory]
    [InlineData("/api/v2/users/me", "\"name\":\"Ada Example\"")]
    [InlineData("/api/v2/users", "{\"entities\":[{\"id\":\"5ca1ab1e-0000-4000-8000-000000000001\",\"name\":\"Ada Example\"}],\"pageSize\":25,\"pageNumber\":1,\"total\":1}")]
    [InlineData("/api/v2/conversations", "\"pageSize\":25,\"pageNumber\":1,\"total\":1")]
    [InlineData("/api/v2/conversations/voice", "\"pageSize\":25,\"pageNumber\":1,\"total\":1")]
    [InlineData("/api/v2/tokens/me", "{\"organization\":{\"id\":\"0de55a00-0000-4000-8000-000000000001\",\"name\":\"Example Organization\"}}")]
    public async Task A_good_token_is_answered(string path, string expected)
    {
        var lab = new Lab();

        var reply = await lab.Get(await lab.NewToken(), path);

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json", reply.Header("Content-Type"));
        Assert.Contains(expected, reply.Body);
        Assert.Equal((path, lab.Idp.NewestToken, "app"), (reply.Decision.Endpoint, reply.Decision.Token, reply.Decision.ClientId));
        Assert.Null(reply.Decision.Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic YXBwOng=")]
    [InlineData("Bearer")]
    [InlineData("Bearer  ")]
    public async Task No_credentials_get_the_challenge_without_an_error_code(string? authorization)
    {
        var lab = new Lab(new IdpSettings { Seed = 7 });
        var request = Lab.ApiRequest(null);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);

        var reply = await Lab.Send(lab.Api, request);

        Assert.Equal((401, "Bearer realm=\"skewlab\""), (reply.Status, reply.Header("WWW-Authenticate")));
        Assert.Equal(RefusalCause.MissingToken, reply.Decision.Refusal!.Cause);
        var contextId = reply.Json.GetProperty("contextId").GetString();
        Assert.Equal(
            $$"""{"message":"No authentication bearer token specified in authorization header.","code":"authentication.required","status":401,"messageParams":{},"contextId":"{{contextId}}","details":[],"errors":[]}""",
            reply.Body);
        Assert.True(Guid.TryParse(contextId, out _));
    }

    [Fact]
    public async Task A_bad_token_gets_the_challenge_with_invalid_token()
    {
        var reply = await new Lab().Get("garbage");

        Assert.Equal("Bearer realm=\"skewlab\", error=\"invalid_token\", error_description=\"The access token is malformed\"", reply.Header("WWW-Authenticate"));
        Assert.Equal(("bad.credentials", 401), (reply.Json.GetProperty("code").GetString(), reply.Json.GetProperty("status").GetInt32()));
        Assert.Equal("invalid_token", reply.Decision.Error);
    }

    [Fact]
    public async Task The_scheme_is_case_insensitive()
    {
        var lab = new Lab();
        var request = Lab.ApiRequest(null);
        request.Headers.TryAddWithoutValidation("Authorization", "bearer " + await lab.NewToken());

        Assert.Equal(200, (await Lab.Send(lab.Api, request)).Status);
    }

    [Fact]
    public async Task A_small_scope_is_403_with_the_scope_it_takes_and_no_refusal()
    {
        var lab = new Lab();
        var token = (await lab.PostAs("grant_type=client_credentials&scope=users:readonly")).Json.GetProperty("access_token").GetString();

        var reply = await lab.Get(token, "/api/v2/conversations/voice");

        Assert.Equal(403, reply.Status);
        Assert.EndsWith("error=\"insufficient_scope\", error_description=\"The request requires another scope\", scope=\"conversations:readonly\"", reply.Header("WWW-Authenticate"));
        Assert.Equal("missing.permissions", reply.Json.GetProperty("code").GetString());
        Assert.Equal(("insufficient_scope", (Refusal?)null), (reply.Decision.Error, reply.Decision.Refusal));
        lab.Api.Settings = lab.Api.Settings with { EnforceScopes = false };
        Assert.Equal(200, (await lab.Get(token, "/api/v2/conversations/voice")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/v2/nothing", 404, "not.found", null)]
    [InlineData("GET", "/oauth/token", 404, "not.found", null)]
    [InlineData("DELETE", "/api/v2/users/me", 405, "method.not.allowed", "GET")]
    public async Task Unknown_paths_are_404_and_other_methods_405(string method, string path, int status, string code, string? allow)
    {
        var lab = new Lab();

        var reply = await Lab.Send(lab.Api, new HttpRequestMessage(new HttpMethod(method), "http://api.test" + path));

        Assert.Equal((status, code, allow), (reply.Status, reply.Json.GetProperty("code").GetString(), reply.Header("Allow")));
    }

    [Fact]
    public async Task A_content_type_on_a_GET_without_a_body_is_tolerated()
    {
        var lab = new Lab();
        var request = Lab.ApiRequest(await lab.NewToken());
        request.Content = new ByteArrayContent([]) { Headers = { { "Content-Type", "application/json" } } };

        Assert.Equal(200, (await Lab.Send(lab.Api, request)).Status);
    }
}
