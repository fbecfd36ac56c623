using System.Net.Http.Headers;
using System.Text.Json;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.InProcess;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.TestSupport.FakeIdp;

/// <summary>One IdP and one API node, each on a clock of its own, and the requests tests send most.</summary>
internal sealed class Lab : IPropagation
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Tick = new(1);
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly InProcessHost Host = InProcessHost.Start();

    public const string Me = "/api/v2/users/me";

    public Lab(IdpSettings? settings = null, ApiSettings? api = null, DateTimeOffset? start = null)
    {
        var at = start ?? Noon;
        Reference = new HandClock(at);
        IdpClock = new HandClock(at);
        ApiClock = new HandClock(at);
        Idp = new IdpNode("idp", IdpClock, Reference, settings);
        Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret" });
        Idp.Register(new RegisteredClient { Id = "spa" });
        Api = new ApiNode("api-2", ApiClock, Idp, api, this);
    }

    public HandClock Reference { get; }

    public HandClock IdpClock { get; }

    public HandClock ApiClock { get; }

    public IdpNode Idp { get; }

    public ApiNode Api { get; }

    public TimeSpan TokenDelay { get; set; }

    public TimeSpan RevocationDelay { get; set; }

    public TimeSpan KeyDelay { get; set; }

    TimeSpan IPropagation.LearnsTokenAfter(ApiNode node, int tokenOrdinal) => TokenDelay;

    TimeSpan IPropagation.LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => RevocationDelay;

    TimeSpan IPropagation.LearnsKeyAfter(ApiNode node, int keyOrdinal) => KeyDelay;

    /// <summary>Moves every clock.</summary>
    public void Advance(TimeSpan by)
    {
        Reference.Advance(by);
        IdpClock.Advance(by);
        ApiClock.Advance(by);
    }

    public static async Task<Reply> Send(LabNode node, HttpRequestMessage request)
    {
        var answer = await Host.SendAsync(node, request);
        // Reading the body as text parses Content-Type, which then no longer stands as it was sent: the headers are copied first.
        var headers = answer.Response.Headers.NonValidated.Concat(answer.Response.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new(answer.Response, answer.Decision, headers, await answer.Response.Content.ReadAsStringAsync());
    }

    public Task<Reply> PostToken(string form, AuthenticationHeaderValue? authorization = null) => Send(Idp, TokenRequest(form, authorization));

    /// <summary>A token request by the confidential client, in the form.</summary>
    public Task<Reply> PostAs(string form) => PostToken($"client_id=app&client_secret=s3cret&{form}");

    public Task<Reply> Refresh(string refreshToken) => PostAs($"grant_type=refresh_token&refresh_token={refreshToken}");

    public async Task<string> NewToken()
    {
        var reply = await PostAs("grant_type=client_credentials");
        Assert.Equal(200, reply.Status);
        return reply.Json.GetProperty("access_token").GetString()!;
    }

    public Task<Reply> Get(string? token, string path = Me) => Send(Api, ApiRequest(token, path));

    public async Task<RefusalCause?> CauseOf(string token)
    {
        var reply = await Get(token);
        Assert.Equal(reply.Decision.Refusal is null ? 200 : 401, reply.Status);
        return reply.Decision.Refusal?.Cause;
    }

    public static HttpRequestMessage TokenRequest(string form, AuthenticationHeaderValue? authorization = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "http://idp.test/oauth/token")
        {
            Content = new StringContent(
            form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"))
        };
        request.Headers.Authorization = authorization;
        return request;
    }

    public static HttpRequestMessage ApiRequest(string? token, string path = Me)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "http://api.test" + path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return request;
    }
}

/// <summary>An answer with its body read, and headers as they stand on the wire.</summary>
internal sealed record Reply(HttpResponseMessage Response, NodeDecision Decision, Dictionary<string, string> Headers, string Body)
{
    public int Status => (int)Response.StatusCode;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Error => Json.GetProperty("error").GetString();

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
