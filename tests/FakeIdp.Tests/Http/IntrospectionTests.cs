using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 7662, on the IdP's clock.</summary>
public class IntrospectionTests
{
    private const string Inactive = """{"active":false}""";

    [Fact]
    public async Task An_active_access_token_is_described()
    {
        var lab = Flow.NewLab();
        var granted = await Flow.Grant(lab, "openid users:readonly");

        var reply = await Ask(lab, Flow.Text(granted, "access_token"));

        var noon = Lab.Noon.ToUnixTimeSeconds();
        Assert.Equal((200, "application/json", "no-store"), (reply.Status, reply.Header("Content-Type"), reply.Header("Cache-Control")));
        Assert.Equal(
            $$"""{"active":true,"scope":"openid users:readonly","client_id":"web","sub":"{{Flow.Ada}}","token_type":"Bearer","exp":{{noon + 3600}},"iat":{{noon}},"nbf":{{noon}},"aud":"https://api.skewlab.example","iss":"http://idp.test"}""",
            reply.Body);
        Assert.Equal((true, granted.Decision.Issued, "app"), (reply.Decision.IsActive, reply.Decision.Token, reply.Decision.ClientId));
    }

    [Theory]
    [InlineData(TokenFormat.Jwt)]
    [InlineData(TokenFormat.Opaque)]
    public async Task Exp_and_nbf_are_checked_on_the_IdPs_clock_exactly(TokenFormat format)
    {
        var lab = new Lab(new IdpSettings { Format = format });
        var token = await lab.NewToken();

        Assert.Equal((false, true, true, false), (await At(-Lab.Tick), await At(TimeSpan.Zero), await At(TimeSpan.FromHours(1) - Lab.Tick), await At(TimeSpan.FromHours(1))));
        Assert.Equal(Inactive, (await Ask(lab, token)).Body);

        async Task<bool?> At(TimeSpan fromNoon)
        {
            lab.IdpClock.Set(Lab.Noon + fromNoon);
            return (await Ask(lab, token)).Decision.IsActive;
        }
    }

    [Fact]
    public async Task Without_nbf_a_token_is_active_before_its_iat_and_says_no_nbf()
    {
        var lab = new Lab(new IdpSettings { NotBefore = false });
        var token = await lab.NewToken();
        lab.IdpClock.Set(Lab.Noon.AddDays(-1));

        var reply = await Ask(lab, token);

        Assert.Equal((true, false), (reply.Decision.IsActive, reply.Json.TryGetProperty("nbf", out _)));
    }

    [Fact]
    public async Task Unknown_and_altered_tokens_are_inactive_and_nothing_more_is_said()
    {
        var lab = new Lab();
        var token = await lab.NewToken();

        Assert.Equal((200, Inactive), await Answer("garbage"));
        Assert.Equal((200, Inactive), await Answer(JwtTests.Altered(token)));
        Assert.Equal((200, Inactive), await Answer("%C3%A9"));

        async Task<(int, string)> Answer(string text) => await Ask(lab, text) is var reply ? (reply.Status, reply.Body) : default;
    }

    [Theory]
    [InlineData("")]
    [InlineData("&token_type_hint=access_token")]
    [InlineData("&token_type_hint=refresh_token")]
    [InlineData("&token_type_hint=nonsense")]
    public async Task The_hint_is_only_a_hint(string hint)
    {
        var lab = Flow.NewLab();
        var granted = await Flow.Grant(lab, "users:readonly");

        Assert.True((await Ask(lab, Flow.Text(granted, "access_token") + hint)).Decision.IsActive);
        var refresh = await Ask(lab, Flow.Text(granted, "refresh_token") + hint);

        Assert.Equal($$"""{"active":true,"scope":"users:readonly","client_id":"web","sub":"{{Flow.Ada}}"}""", refresh.Body);
        Assert.Equal("rt#1", refresh.Decision.PresentedRefreshToken!.Name);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_active_until_its_grace_has_ended()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate, ReuseGrace = Lab.Second });
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        await lab.Refresh(refresh);

        lab.Advance(Lab.Second - Lab.Tick);
        Assert.True((await Ask(lab, refresh)).Decision.IsActive);
        lab.Advance(Lab.Tick);
        Assert.Equal(Inactive, (await Ask(lab, refresh)).Body);
    }

    [Fact]
    public async Task The_IdP_knows_of_a_token_and_of_its_revocation_before_any_node_does()
    {
        var lab = new Lab { TokenDelay = Lab.Second, RevocationDelay = Lab.Second };
        var token = await lab.NewToken();

        Assert.True((await Ask(lab, token)).Decision.IsActive);
        Assert.Equal(RefusalCause.NotPropagated, await lab.CauseOf(token));
        lab.Advance(Lab.Second);
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        Assert.False((await Ask(lab, token)).Decision.IsActive);
        Assert.Null(await lab.CauseOf(token));
    }

    [Theory]
    [InlineData("token=x", 400, "invalid_client")]
    [InlineData("client_id=app&client_secret=wrong&token=x", 400, "invalid_client")]
    [InlineData("client_id=spa&token=x", 400, "unauthorized_client")]
    [InlineData("client_id=app&client_secret=s3cret", 400, "invalid_request")]
    [InlineData("client_id=app&client_secret=s3cret&token=x&token=x", 400, "invalid_request")]
    [InlineData("client_id=app&client_secret=s3cret&token=%FF", 400, "invalid_request")]
    public async Task It_is_protected_and_wants_one_token(string form, int status, string error)
    {
        var lab = new Lab();

        var reply = await Lab.Send(lab.Idp, Flow.Post("/oauth/introspect", form));

        Assert.Equal((status, error, (bool?)null), (reply.Status, reply.Error, reply.Decision.IsActive));
    }

    [Fact]
    public async Task A_failed_Authorization_is_401_and_the_rate_limit_and_faults_hold()
    {
        var lab = new Lab();
        var request = Flow.Post("/oauth/introspect", "token=x");
        request.Headers.Authorization = new("Basic", "YXBwOndyb25n");
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(3), 1));
        lab.Idp.Faults.Add(new HttpFault { Path = "/oauth/introspect", Client = "app", Status = 500, Times = 1 });

        var refused = await Lab.Send(lab.Idp, request);

        Assert.Equal((401, "Basic realm=\"skewlab\""), (refused.Status, refused.Header("WWW-Authenticate")));
        Assert.Equal((500, 200, 429), ((await Ask(lab, "x")).Status, (await Ask(lab, "x")).Status, (await Ask(lab, "x")).Status));
    }

    private static Task<Reply> Ask(Lab lab, string token) => Lab.Send(lab.Idp, Flow.Post("/oauth/introspect", "client_id=app&client_secret=s3cret&token=" + token));
}
