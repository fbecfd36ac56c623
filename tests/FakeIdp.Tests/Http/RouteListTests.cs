using System.Net.Http.Headers;
using SkewLab.FakeIdp.Catalog;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The lists of what each role serves, which rules about scenarios read.</summary>
public class RouteListTests
{
    [Fact]
    public async Task Every_route_of_the_IdP_is_served_by_its_method_alone()
    {
        Assert.Equal(
            [
                ("POST", "/oauth/token"), ("GET", "/.well-known/jwks.json"), ("GET", "/.well-known/openid-configuration"),
                ("GET", "/.well-known/oauth-authorization-server"), ("GET", "/oauth/authorize"), ("POST", "/oauth/introspect"), ("POST", "/oauth/revoke"),
                ("GET", "/userinfo"), ("GET", "/logout"),
            ],
            ServedRoutes.Idp);
        foreach (var (method, path) in ServedRoutes.Idp)
        {
            Assert.Equal(path, (await Lab.Send(new Lab().Idp, new HttpRequestMessage(new(method), "http://idp.test" + path))).Decision.Endpoint);
            Assert.Equal(405, (await Lab.Send(new Lab().Idp, new HttpRequestMessage(HttpMethod.Put, "http://idp.test" + path))).Status);
        }
    }

    [Fact]
    public async Task Every_route_of_the_API_is_served_by_its_method_and_asks_for_a_token()
    {
        Assert.Equal(
            [
                ("GET", "/api/v2/users/me"), ("GET", "/api/v2/users"), ("GET", "/api/v2/conversations"), ("GET", "/api/v2/conversations/voice"),
                ("GET", "/api/v2/tokens/me"), ("POST", "/api/v2/analytics/conversations/details/query"),
            ],
            ServedRoutes.Api);
        var lab = new Lab();
        var token = await lab.NewToken();
        foreach (var (method, path) in ServedRoutes.Api)
        {
            Assert.Equal((401, path), await Outcome(null));
            Assert.Equal((200, path), await Outcome(token));

            async Task<(int, string?)> Outcome(string? bearer)
            {
                var request = new HttpRequestMessage(new(method), "http://api.test" + path) { Content = method == "POST" ? new StringContent("{}") : null };
                request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
                return await Lab.Send(lab.Api, request) is var reply ? (reply.Status, reply.Decision.Endpoint) : default;
            }
        }
    }

    [Fact]
    public async Task The_tokens_own_route_takes_any_scope()
    {
        var lab = new Lab();
        var token = (await lab.PostAs("grant_type=client_credentials&scope=users:readonly")).Json.GetProperty("access_token").GetString();

        Assert.Equal(200, (await lab.Get(token, "/api/v2/tokens/me")).Status);
        Assert.Equal(403, (await lab.Get(token, "/api/v2/conversations")).Status);
    }
}
