using System.Collections.Concurrent;
using System.Text.Json;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>A run of any length stays flat, forgetting changes no decision, and names hold no secrets.</summary>
public class TokenRegistryTests
{
    [Fact]
    public async Task Tokens_are_forgotten_a_day_after_their_lifetime()
    {
        var lab = new Lab(new IdpSettings { Format = TokenFormat.Opaque, RefreshMode = RefreshMode.Rotate });
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        for (var hour = 0; hour < 24 * 60; hour++)
        {
            refresh = (await lab.Refresh(refresh)).Json.GetProperty("refresh_token").GetString()!;
            lab.Advance(TimeSpan.FromHours(1));
        }

        // One hour of life and 24 after it: 25 tokens, the newest included.
        Assert.Equal(25, lab.Idp.RememberedTokens);
        Assert.Equal(24 * 60, lab.Idp.NewestToken!.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_token_is_still_refused_as_expired_at_a_node_that_never_met_it()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        lab.Advance(TimeSpan.FromHours(25));
        await lab.NewToken();

        var reply = await lab.Get(token);

        Assert.Equal(1, lab.Idp.RememberedTokens);
        Assert.Equal(RefusalCause.Expired, reply.Decision.Refusal!.Cause);
        Assert.Null(reply.Decision.Token);
    }

    [Fact]
    public async Task A_forgotten_refresh_token_is_refused_as_before()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate });
        var first = lab.Idp.IssueRefreshToken("app").Value;
        var second = (await lab.Refresh(first)).Json.GetProperty("refresh_token").GetString()!;

        var known = await lab.Refresh(first);
        lab.Advance(TimeSpan.FromDays(1));
        await lab.Refresh(second);
        var forgotten = await lab.Refresh(first);

        Assert.Equal(("invalid_grant", "rt#1"), (known.Error, known.Decision.PresentedRefreshToken!.Name));
        Assert.Equal(("invalid_grant", (IssuedRefreshToken?)null), (forgotten.Error, forgotten.Decision.PresentedRefreshToken));
    }

    [Fact]
    public async Task Tokens_issued_side_by_side_are_all_remembered_and_listed_in_the_order_of_their_names()
    {
        var lab = new Lab();

        var values = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (_, _) => values.Add(await lab.NewToken()));

        Assert.Equal(Enumerable.Range(1, 200), lab.Idp.ListTokens().Select(token => token.Ordinal));
        Assert.Equal(200, lab.Idp.NewestToken!.Ordinal);
        Assert.Equal(values.Order(), lab.Idp.ListTokens().Select(token => token.Value).Order());
    }

    [Fact]
    public async Task A_refresh_token_used_side_by_side_gives_one_token()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate });
        var refresh = lab.Idp.IssueRefreshToken("app").Value;

        var statuses = new ConcurrentBag<int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 50), async (_, _) => statuses.Add((await lab.Refresh(refresh)).Status));

        Assert.Equal(49, statuses.Count(status => status == 400));
        Assert.Single(statuses, status => status == 200);
        Assert.Equal(1, lab.Idp.RememberedTokens);
    }

    [Fact]
    public async Task A_token_with_a_long_life_keeps_no_others_and_one_that_ends_before_it_begins_is_remembered_for_a_day()
    {
        var lab = new Lab(new IdpSettings { Lifetime = TimeSpan.FromMinutes(1) });
        JsonElement Number(int seconds) => JsonSerializer.SerializeToElement(Lab.Noon.AddSeconds(seconds).ToUnixTimeSeconds());
        lab.Idp.Mint("app", "https://idp.example", new Dictionary<string, JsonElement> { ["exp"] = Number(400 * 86_400) });
        var ended = lab.Idp.Mint("app", "https://idp.example", new Dictionary<string, JsonElement> { ["exp"] = Number(-3 * 86_400) });
        await lab.NewToken();
        Assert.Same(ended, lab.Idp.FindToken(ended.Value));

        for (var day = 0; day < 30; day++)
        {
            lab.Advance(TimeSpan.FromDays(2));
            await lab.NewToken();
        }

        // The long one, and the newest.
        Assert.Equal([1, 33], lab.Idp.ListTokens().Select(token => token.Ordinal));
    }

    [Fact]
    public async Task A_refresh_token_that_has_ended_is_forgotten_a_day_later_and_refused_as_before()
    {
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret", RefreshTokenLifetime = TimeSpan.FromHours(1) });
        var first = lab.Idp.IssueRefreshToken("app").Value;

        lab.Advance(TimeSpan.FromHours(25) - Lab.Tick);
        lab.Idp.IssueRefreshToken("app");
        var known = await lab.Refresh(first);
        lab.Advance(Lab.Tick);
        lab.Idp.IssueRefreshToken("app");
        var forgotten = await lab.Refresh(first);

        Assert.Equal(("invalid_grant", "rt#1"), (known.Error, known.Decision.PresentedRefreshToken!.Name));
        Assert.Equal(("invalid_grant", (IssuedRefreshToken?)null), (forgotten.Error, forgotten.Decision.PresentedRefreshToken));
    }

    [Fact]
    public async Task A_refresh_token_may_live_for_ever()
    {
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "app", Secret = "s3cret", RefreshTokenLifetime = TimeSpan.MaxValue });
        var refresh = lab.Idp.IssueRefreshToken("app").Value;

        lab.Advance(TimeSpan.FromDays(36_500));
        lab.Idp.IssueRefreshToken("app");

        Assert.Equal(200, (await lab.Refresh(refresh)).Status);
    }

    [Fact]
    public async Task Names_hold_no_secrets()
    {
        var lab = new Lab();
        var refresh = lab.Idp.IssueRefreshToken("app");
        var reply = await lab.Refresh(refresh.Value);

        Assert.Equal(("at#1", "rt#1"), (lab.Idp.NewestToken!.ToString(), refresh.ToString()));
        Assert.Equal("app", lab.Idp.FindClient("app")!.ToString());
        Assert.Equal("idp /oauth/token 200", reply.Decision.ToString());
    }

    [Fact]
    public async Task A_refusal_never_quotes_the_token()
    {
        var lab = new Lab();
        var token = JwtTests.Altered(await lab.NewToken());

        var refusal = (await lab.Get(token)).Decision.Refusal!;

        Assert.Equal("bad_signature at api-2", refusal.ToString());
        Assert.DoesNotContain(token[^20..], refusal.Sentence());
        Assert.DoesNotContain(token[..20], refusal.Sentence());
    }
}
