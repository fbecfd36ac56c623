using System.Text.Json;
using System.Web;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.TestSupport.FakeIdp;

/// <summary>A walk through every grant and endpoint that users, assertions and resource servers need, refusals of time included.</summary>
internal static class GrantTranscript
{
    /// <summary>Plays it; each request goes through <paramref name="send"/>, which writes it down.</summary>
    public static async Task Play(Lab lab, Func<LabNode, HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        lab.Idp.Register(
            new RegisteredClient { Id = "web", Secret = "w3b", RedirectUris = [Flow.Callback], PostLogoutRedirectUris = ["https://web.example/bye"] });
        lab.Idp.Register(new RegisteredClient { Id = "robot", AssertionKeys = [AssertionKey.FromPem(Assertion.Rsa.ExportSubjectPublicKeyInfoPem())] });
        var now = lab.IdpClock.GetUtcNow();

        await Ask("/oauth/authorize?client_id=web&response_type=token&state=s");
        await Ask("/oauth/authorize?client_id=nobody");
        var sent = await Ask($"/oauth/authorize?client_id=web&response_type=code&scope=openid%20email&state=s&nonce=n{Flow.WithChallenge}");
        lab.Advance(TimeSpan.FromSeconds(2.5));
        var exchange = $"{Flow.AsWeb}&grant_type=authorization_code&code={HttpUtility.ParseQueryString(sent.Headers.Location!.Query)["code"]}&code_verifier=";
        await Post("/oauth/token", exchange + Flow.Challenge);
        var granted = await Json(await Post("/oauth/token", exchange + Flow.Verifier));
        var (access, refresh, id) = (Text(granted, "access_token"), Text(granted, "refresh_token"), Text(granted, "id_token"));
        await Ask("/userinfo", access);
        await Ask("/userinfo");
        await Ask($"/logout?id_token_hint={id}&post_logout_redirect_uri=https://web.example/bye");
        await Ask("/.well-known/jwks.json");
        await Introspect(access);
        await Introspect(refresh);
        var again = await Json(await Post("/oauth/token", $"{Flow.AsWeb}&grant_type=refresh_token&refresh_token={refresh}"));
        await Post("/oauth/token", exchange + Flow.Verifier);
        await Introspect(Text(again, "access_token"));
        await send(lab.Api, Lab.ApiRequest(Text(again, "access_token")));
        await Post("/oauth/revoke", $"{Flow.AsWeb}&token={access}");
        // 5 min by the IdP's clock, and the client's is 200 s behind, then 400 s.
        foreach (var behind in (int[])[200, 400])
            await Post("/oauth/token", $"{Assertion.Grant}&assertion={Assertion.SignRs256(Assertion.Claims(now.AddSeconds(-behind), seconds: 300))}");
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(90), 1)) { RetryAfterForm = RetryAfterForm.Date };
        await Post("/oauth/revoke", $"{Flow.AsWeb}&token=x");
        await Post("/oauth/revoke", $"{Flow.AsWeb}&token=x");

        Task<HttpResponseMessage> Ask(string pathAndQuery, string? bearer = null) => send(lab.Idp, Flow.Get(pathAndQuery, bearer));
        Task<HttpResponseMessage> Post(string path, string form) => send(lab.Idp, Flow.Post(path, form));
        Task<HttpResponseMessage> Introspect(string token) => Post("/oauth/introspect", $"{Flow.AsWeb}&token={token}");
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
