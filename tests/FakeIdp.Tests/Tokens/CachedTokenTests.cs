using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>An IdP that hands one access token out again, as metadata servers do.</summary>
public class CachedTokenTests
{
    private const string Grant = "grant_type=client_credentials";

    private static readonly IdpSettings Cache = new() { Lifetime = TimeSpan.FromSeconds(60), CachedUntil = TimeSpan.FromSeconds(30), TopLevelIssuedAt = true };

    [Fact]
    public async Task The_same_token_comes_until_one_tick_before_the_point_and_a_new_one_at_it()
    {
        var lab = new Lab(Cache);
        var first = await lab.PostAs(Grant);

        // Only the IdP's wall clock counts: reference time and elapsed time stand still.
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(30) - Lab.Tick);
        var again = await lab.PostAs(Grant);
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(30));
        var next = await lab.PostAs(Grant);

        Assert.Equal(("at#1", "at#1", "at#2"), (NameOf(first), NameOf(again), NameOf(next)));
        Assert.Equal(first.Json.GetProperty("access_token").GetString(), again.Json.GetProperty("access_token").GetString());
        Assert.Equal((false, true, false), (first.Decision.IsFromCache, again.Decision.IsFromCache, next.Decision.IsFromCache));
        Assert.Equal((first.Decision.ReturnedToken, null, next.Decision.ReturnedToken), (first.Decision.Issued, again.Decision.Issued, next.Decision.Issued));
        Assert.Equal(2, lab.Idp.RememberedTokens);
    }

    [Fact]
    public async Task Expires_in_is_what_remains_floored_and_iat_stays_the_tokens()
    {
        var lab = new Lab(Cache);
        await lab.PostAs(Grant);

        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(10.1));
        var again = await lab.PostAs(Grant);

        // 60 s - 10.1 s = 49.9 s.
        Assert.Equal("49", again.Json.GetProperty("expires_in").GetRawText());
        Assert.Equal(Lab.Noon.ToUnixTimeSeconds(), again.Json.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Each_scope_client_and_issuer_has_its_own()
    {
        var lab = new Lab(Cache);
        lab.Idp.Register(new RegisteredClient { Id = "other", Secret = "x" });
        await lab.PostAs(Grant);

        Assert.Equal("at#2", NameOf(await lab.PostAs(Grant + "&scope=users:readonly")));
        Assert.Equal("at#3", NameOf(await lab.PostToken("client_id=other&client_secret=x&" + Grant)));
        var elsewhere = Lab.TokenRequest("client_id=app&client_secret=s3cret&" + Grant);
        elsewhere.Headers.Host = "elsewhere.test";
        Assert.Equal("at#4", NameOf(await Lab.Send(lab.Idp, elsewhere)));
        Assert.Equal("at#1", NameOf(await lab.PostAs(Grant)));
    }

    [Fact]
    public async Task A_revoked_token_is_not_handed_out_again()
    {
        var lab = new Lab(Cache);
        await lab.PostAs(Grant);

        lab.Idp.Revoke(lab.Idp.NewestToken!);

        Assert.Equal("at#2", NameOf(await lab.PostAs(Grant)));
    }

    [Fact]
    public async Task A_refresh_gets_its_own_familys_cached_token_and_still_rotates()
    {
        var lab = new Lab(Cache with { RefreshMode = RefreshMode.Rotate });
        await lab.PostAs(Grant);
        var first = await lab.Refresh(lab.Idp.IssueRefreshToken("app").Value);

        var again = await lab.Refresh(first.Json.GetProperty("refresh_token").GetString()!);
        var other = await lab.Refresh(lab.Idp.IssueRefreshToken("app").Value);

        Assert.Equal(("at#2", "at#2", "at#3"), (NameOf(first), NameOf(again), NameOf(other)));
        Assert.Equal((true, "rt#3"), (again.Decision.IsFromCache, again.Decision.IssuedRefreshToken!.Name));
    }

    [Fact]
    public async Task A_cached_answer_revokes_nothing_where_a_refresh_revokes()
    {
        var lab = new Lab(Cache with { RevokeOnRefresh = true });
        var token = await lab.NewToken();

        await lab.NewToken();

        Assert.Null(await lab.CauseOf(token));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1000)]
    public async Task A_cache_that_ends_at_or_before_the_issue_hands_nothing_out_twice(int seconds)
    {
        var lab = new Lab(Cache with { CachedUntil = TimeSpan.FromSeconds(seconds) });

        Assert.NotEqual(await lab.NewToken(), await lab.NewToken());
    }

    [Fact]
    public void A_negative_time_is_refused()
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new Lab(new IdpSettings { CachedUntil = -Lab.Tick }));

        Assert.StartsWith("The time before its end until which a token is cached is 0s to 36500d, for example 5m.", exception.Message);
    }

    private static string NameOf(Reply reply) => reply.Decision.ReturnedToken!.Name;
}
