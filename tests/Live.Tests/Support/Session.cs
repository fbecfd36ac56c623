using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Testing.Tests;

/// <summary>What a client can live to see: each endpoint of the IdP and the API, each cause of a 401, limits of both kinds, and what no client should
/// send.</summary>
/// <param name="lab">The lab: three API nodes and the client <see cref="App"/>.</param>
/// <param name="time">Its clock, which stands between the steps.</param>
/// <param name="transcript">Sends, and writes down.</param>
internal sealed class Session(Lab lab, HandClock time, Transcript transcript)
{
    public static readonly RegisteredClient App = new()
    {
        Id = "app",
        Secret = "app-secret",
        RedirectUris = ["http://client.test/callback"],
        PostLogoutRedirectUris = ["http://client.test/bye"],
        IdTokenAlgorithm = SigningAlgorithm.ES256,
    };

    // RFC 7636 appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static readonly AuthenticationHeaderValue Basic = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("app:app-secret")));

    public async Task RunAsync()
    {
        await MetadataAsync();
        await UserAsync();
        await CausesAsync();
        await LimitsAsync();
        await HostileAsync();
        foreach (var entry in lab.Journal.Entries)
            transcript.Add($"{entry.At:O} {entry.NodeNow:O} {entry.IdpNow:O} {entry}");
    }

    private async Task MetadataAsync()
    {
        foreach (var path in new[] { ".well-known/openid-configuration", ".well-known/oauth-authorization-server", ".well-known/jwks.json" })
            await transcript.GetAsync(Idp(path));
    }

    private async Task UserAsync()
    {
        var location = await transcript.GetAsync(Idp(
            $"oauth/authorize?response_type=code&client_id=app&redirect_uri=http://client.test/callback&scope=openid%20profile%20offline_access%20users:readonly&state=s&nonce=n&code_challenge={Challenge}&code_challenge_method=S256"));
        var redeem =
            $"grant_type=authorization_code&code={location.Split("code=")[1].Split('&')[0]}&redirect_uri=http://client.test/callback&code_verifier={Verifier}";
        var tokens = Json(await TokenAsync(redeem));
        await transcript.GetAsync(Idp("userinfo"), Text(tokens, "access_token"));
        time.Advance(TimeSpan.FromSeconds(27));
        var first = Text(tokens, "refresh_token");
        tokens = Json(await TokenAsync($"grant_type=refresh_token&refresh_token={first}"));
        await transcript.PostAsync(Idp("oauth/introspect"), $"token={Text(tokens, "access_token")}", Basic);
        await transcript.PostAsync(Idp("oauth/introspect"), $"token={Text(tokens, "refresh_token")}", Basic);
        await transcript.GetAsync(Idp($"logout?client_id=app&post_logout_redirect_uri=http://client.test/bye&state=s"));
        // Reuse ends the family, and so does a code that comes again.
        await TokenAsync($"grant_type=refresh_token&refresh_token={first}");
        await TokenAsync(redeem);
        await CallAsync("api-1", Text(tokens, "access_token"));
        await transcript.GetAsync(Idp("userinfo"), Text(tokens, "access_token"));
        await transcript.PostAsync(Idp("oauth/introspect"), $"token={Text(tokens, "access_token")}", Basic);
    }

    private async Task CausesAsync()
    {
        var token = await NewTokenAsync();
        await CallAsync("api-1", token);
        await transcript.SendAsync(HttpMethod.Post, new Uri(lab.AddressOf("api-1"), "api/v2/analytics/conversations/details/query"),
            new StringContent("{}", Encoding.UTF8, "application/json"), new("Bearer", token));
        lab.Clocks["api-2"].Jump(TimeSpan.FromSeconds(-2));
        await CallAsync("api-2", token);
        await JudgedAsync("api-2", settings => settings with { Validator = settings.Validator with { ChecksNotBefore = false, ChecksIssuedAt = true } }, token);
        lab.PropagationOf("api-3").LearnsTokenAfter = TimeSpan.FromSeconds(1);
        await CallAsync("api-3", token);
        await JudgedAsync("api-1", settings => settings with { Audience = "https://other.example" }, token);
        await JudgedAsync("api-1", settings => settings with { Issuer = "https://other.example" }, token);
        await CallAsync("api-1", null);
        await CallAsync("api-1", "a.b.c");
        await CallAsync("api-1", $"{token[..token.LastIndexOf('.')]}.{new string('A', 86)}");
        lab.Node("api-1").Faults.Add(new() { Status = 401, Times = 1 });
        await CallAsync("api-1", token);
        var narrow = await NewTokenAsync("&scope=conversations:readonly");
        await CallAsync("api-1", narrow);
        await JudgedAsync("api-1", settings => settings with { MissingScopeStatus = 401 }, narrow);
        await transcript.PostAsync(Idp("oauth/revoke"), $"token={narrow}", Basic);
        await CallAsync("api-1", narrow);
        lab.PropagationOf("api-2").LearnsKeyAfter = TimeSpan.FromSeconds(9);
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);
        time.Advance(TimeSpan.FromSeconds(3));
        await CallAsync("api-1", token);
        token = await NewTokenAsync();
        await CallAsync("api-2", token);
        await CallAsync("api-3", token);
        time.Advance(TimeSpan.FromHours(2));
        await CallAsync("api-3", token);
    }

    private async Task LimitsAsync()
    {
        var token = await NewTokenAsync();
        foreach (var form in new[] { RetryAfterForm.Seconds, RetryAfterForm.Date })
        {
            lab.Idp.RateLimiter = new(time, new(1, TimeSpan.FromMinutes(1), 1)) { RetryAfterForm = form };
            lab.Api[0].RateLimiter = new(time, new(1, TimeSpan.FromMinutes(1), 1)) { RetryAfterForm = form };
            for (var request = 0; request < 2; request++)
            {
                await TokenAsync("grant_type=client_credentials");
                await CallAsync("api-1", token);
            }
        }

        (lab.Idp.RateLimiter, lab.Api[0].RateLimiter) = (null, null);
        lab.Idp.Faults.Add(new() { Status = 503, RetryAfter = TimeSpan.FromSeconds(30), RetryAfterForm = RetryAfterForm.Date, Times = 1 });
        await TokenAsync("grant_type=client_credentials");
    }

    private async Task HostileAsync()
    {
        await transcript.GetAsync(Idp("oauth/token"));
        await transcript.GetAsync(Idp("nothing"));
        await transcript.SendAsync(HttpMethod.Delete, new Uri(lab.AddressOf("api-1"), "api/v2/users/me"));
        await transcript.GetAsync(new Uri(lab.AddressOf("api-1"), "nothing"));
        await transcript.PostAsync(Idp("oauth/token"), "grant_type=client_credentials", new("Basic", "!!!"));
        await TokenAsync("grant_type=client_credentials&grant_type=password");
        await TokenAsync("grant_type=password");
        await TokenAsync("%ff&");
        await TokenAsync("grant_type=client_credentials&scope=%22");
        await TokenAsync("grant_type=refresh_token&refresh_token=none");
        await TokenAsync(new string('a', 100_000));
        await transcript.SendAsync(HttpMethod.Post, Idp("oauth/token"), new StringContent("{}", Encoding.UTF8, "application/json"), Basic);
        await transcript.GetAsync(Idp("oauth/authorize?client_id=nobody"));
        await transcript.GetAsync(Idp("oauth/authorize?client_id=app&response_type=token&state=s"));
        await transcript.GetAsync(Idp("logout?client_id=app&post_logout_redirect_uri=http://evil.test/"));
        await transcript.SendAsync(HttpMethod.Post, new Uri(lab.AddressOf("api-1"), "api/v2/analytics/conversations/details/query"),
            new StringContent("{\"paging\":3}", Encoding.UTF8, "application/json"), new("Bearer", await NewTokenAsync()));
    }

    private Uri Idp(string path) => new(lab.IdpAddress, path);

    private Task<string> TokenAsync(string form) => transcript.PostAsync(Idp("oauth/token"), form, Basic);

    private async Task<string> NewTokenAsync(string more = "") => Text(Json(await TokenAsync("grant_type=client_credentials" + more)), "access_token");

    private Task<string> CallAsync(string node, string? token) => transcript.GetAsync(new Uri(lab.AddressOf(node), "api/v2/users/me"), token);

    private async Task JudgedAsync(string node, Func<ApiSettings, ApiSettings> with, string token)
    {
        var api = (ApiNode)lab.Node(node);
        var before = api.Settings;
        api.Settings = with(before);
        await CallAsync(node, token);
        api.Settings = before;
    }

    private static JsonElement Json(string body) => JsonElement.Parse(body);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
