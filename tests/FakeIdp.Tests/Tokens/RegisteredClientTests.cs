using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The client registry: lifetimes of a client's own, what can be registered, and what a public client is.</summary>
public class RegisteredClientTests
{
    [Fact]
    public async Task Access_tokens_live_as_long_as_their_client_says_whatever_the_grant()
    {
        var lab = new Lab(new IdpSettings { CachedUntil = TimeSpan.FromSeconds(10) });
        lab.Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret", AccessTokenLifetime = TimeSpan.FromSeconds(90) });

        var own = await lab.PostAs("grant_type=client_credentials");
        var refreshed = await lab.Refresh(lab.Idp.IssueRefreshToken("app").Value);

        Assert.Equal(("90", "90"), (own.Json.GetProperty("expires_in").GetRawText(), refreshed.Json.GetProperty("expires_in").GetRawText()));
        var claims = Jwt.Claims(Flow.Text(own, "access_token"));
        Assert.Equal(90, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task A_refresh_token_ends_after_its_clients_lifetime_on_the_IdPs_elapsed_clock()
    {
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret", RefreshTokenLifetime = TimeSpan.FromDays(1) });
        var refresh = lab.Idp.IssueRefreshToken("app");
        lab.IdpClock.Set(Lab.Noon.AddYears(1));

        lab.IdpClock.Advance(TimeSpan.FromDays(1) - Lab.Tick);
        Assert.Equal(200, (await lab.Refresh(refresh.Value)).Status);
        lab.IdpClock.Advance(Lab.Tick);
        var reply = await lab.Refresh(refresh.Value);

        Assert.Equal(("invalid_grant", "The refresh token has expired."), (reply.Error, Flow.Text(reply, "error_description")));
        Assert.Equal(TimeSpan.FromDays(1), refresh.Lifetime);
    }

    [Fact]
    public async Task A_rotation_begins_a_new_lifetime_and_an_end_is_no_reuse()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.RotateDetectReuse });
        lab.Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret", RefreshTokenLifetime = TimeSpan.FromDays(1) });
        lab.Advance(Lab.Second);
        var first = lab.Idp.IssueRefreshToken("app").Value;
        lab.Advance(TimeSpan.FromHours(20));
        var second = Flow.Text(await lab.Refresh(first), "refresh_token");

        lab.Advance(TimeSpan.FromHours(20));
        var third = await lab.Refresh(second);
        lab.Advance(TimeSpan.FromDays(1));
        var late = await lab.Refresh(Flow.Text(third, "refresh_token"));

        Assert.Equal((200, "The refresh token has expired."), (third.Status, Flow.Text(late, "error_description")));
        Assert.Null(third.Decision.Issued!.Revocation);
    }

    [Theory]
    [InlineData("relative/cb")]
    [InlineData("/cb")]
    [InlineData("https://web.example/cb#part")]
    [InlineData("https://web.example/ cb")]
    [InlineData("https://wéb.example/cb")]
    [InlineData("")]
    public void A_redirect_URI_that_no_header_can_hold_is_refused(string uri)
    {
        var message = $"Cannot register web: '{uri}' is no absolute URI in printable ASCII without a fragment, for example https://app.example/callback.";

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Lab().Idp.Register(new RegisteredClient { Id = "web", RedirectUris = [uri] })).Message);
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new Lab().Idp.Register(new RegisteredClient { Id = "web", PostLogoutRedirectUris = [uri] })).Message);
    }

    [Fact]
    public void A_private_scheme_is_an_address_too()
    {
        var lab = new Lab();

        lab.Idp.Register(new RegisteredClient { Id = "native", RedirectUris = ["com.example.app:/cb"] });

        Assert.Equal(["com.example.app:/cb"], lab.Idp.FindClient("native")!.RedirectUris);
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        AssertRefused(new() { Id = "x", AccessTokenLifetime = TimeSpan.FromSeconds(1.5) }, "The lifetime of x's access tokens is whole seconds from 1s to 36500d, for example 10m.");
        AssertRefused(new() { Id = "x", AccessTokenLifetime = DurationLimits.Setting + Lab.Second }, "The lifetime of x's access tokens is whole seconds from 1s to 36500d, for example 10m.");
        AssertRefused(new() { Id = "x", RefreshTokenLifetime = TimeSpan.Zero }, "The lifetime of x's refresh tokens is more than 0s, for example 30d; without one they have no end.");
        AssertRefused(new() { Id = "x", IdTokenAlgorithm = SigningAlgorithm.HS256 }, "The id_tokens of x are signed by ES256 or RS256.");
        Assert.Throws<ArgumentException>(() => new Lab().Idp.Register(new RegisteredClient { Id = "" }));

        static void AssertRefused(RegisteredClient client, string message) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new Lab().Idp.Register(client)).Message);
    }

    [Fact]
    public void The_IdPs_settings_of_these_grants_have_ranges()
    {
        AssertRefused(new() { CodeLifetime = TimeSpan.Zero }, "The lifetime of authorization codes is more than 0s, at most 36500d, for example 1m.");
        AssertRefused(new() { IdTokenLifetime = TimeSpan.FromSeconds(0.5) }, "The lifetime of id_tokens is whole seconds from 1s to 36500d, for example 1h.");
        AssertRefused(new() { AssertionReach = TimeSpan.Zero }, "How far an assertion's exp may lie ahead is more than 0s, at most 36500d, for example 1h.");

        static void AssertRefused(IdpSettings settings, string message) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new Lab(settings)).Message);
    }

    [Fact]
    public void A_client_without_a_secret_is_public_and_no_client_says_its_secret()
    {
        Assert.True(new RegisteredClient { Id = "spa" }.IsPublic);
        Assert.False(new RegisteredClient { Id = "app", Secret = "s3cret" }.IsPublic);
        Assert.Equal("app", $"{new RegisteredClient { Id = "app", Secret = "s3cret" }}");
    }
}
