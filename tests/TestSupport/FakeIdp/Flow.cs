using System.Web;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.TestSupport.FakeIdp;

/// <summary>The authorization code flow as a client and its user's browser go through it.</summary>
internal static class Flow
{
    public const string Callback = "https://web.example/cb";
    public const string NativeCallback = "http://127.0.0.1/cb";

    // RFC 7636 appendix B.
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public const string WithChallenge = $"&code_challenge={Challenge}&code_challenge_method=S256";
    public const string AsWeb = "client_id=web&client_secret=w3b";
    public const string Ada = "5ca1ab1e-0000-4000-8000-000000000001";

    /// <summary>A lab with a confidential client, <c>web</c>, and a public one, <c>native</c>.</summary>
    public static Lab NewLab(IdpSettings? settings = null, DateTimeOffset? start = null)
    {
        var lab = new Lab(settings, start: start);
        lab.Idp.Register(new RegisteredClient { Id = "web", Secret = "w3b", RedirectUris = [Callback], PostLogoutRedirectUris = ["https://web.example/bye"] });
        lab.Idp.Register(new RegisteredClient { Id = "native", RedirectUris = [NativeCallback] });
        return lab;
    }

    public static HttpRequestMessage Get(string pathAndQuery, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "http://idp.test" + pathAndQuery);
        if (bearer is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + bearer);
        return request;
    }

    public static HttpRequestMessage Post(string path, string form)
    {
        var request = Lab.TokenRequest(form);
        request.RequestUri = new Uri("http://idp.test" + path);
        return request;
    }

    public static Task<Reply> Authorize(Lab lab, string query) => Lab.Send(lab.Idp, Get("/oauth/authorize?" + query));

    /// <summary>A code for <c>web</c>, which names its redirect URI.</summary>
    public static async Task<string> NewCode(Lab lab, string more = WithChallenge)
    {
        var reply = await Authorize(lab, $"response_type=code&client_id=web&redirect_uri={Uri.EscapeDataString(Callback)}{more}");
        return Sent(reply, "code") ?? throw new InvalidOperationException($"No code: {reply.Header("Location")}{reply.Body}");
    }

    public static Task<Reply> Exchange(Lab lab, string code, string more = $"&code_verifier={Verifier}") =>
        lab.PostToken($"{AsWeb}&grant_type=authorization_code&code={code}&redirect_uri={Uri.EscapeDataString(Callback)}{more}");

    /// <summary>What <c>web</c> gets for a user who grants this scope.</summary>
    public static async Task<Reply> Grant(Lab lab, string scope = "openid")
    {
        var reply = await Exchange(lab, await NewCode(lab, $"{WithChallenge}&scope={Uri.EscapeDataString(scope)}"));
        Assert.Equal(200, reply.Status);
        return reply;
    }

    public static Task<Reply> Refresh(Lab lab, string? refreshToken) => lab.PostToken($"{AsWeb}&grant_type=refresh_token&refresh_token={refreshToken}");

    public static string Text(Reply reply, string name) => reply.Json.GetProperty(name).GetString()!;

    /// <summary>A parameter that the browser was sent back with; null if there is none.</summary>
    public static string? Sent(Reply reply, string name) =>
        reply.Header("Location") is { } location ? HttpUtility.ParseQueryString(new Uri(location).Query)[name] : null;
}
