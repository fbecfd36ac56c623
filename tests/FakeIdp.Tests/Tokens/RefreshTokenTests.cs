using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 9700 section 4.14: what becomes of refresh tokens, and of the access tokens before.</summary>
public class RefreshTokenTests
{
    [Fact]
    public async Task Keep_repeats_the_refresh_token_and_goes_on_accepting_it()
    {
        var lab = new Lab();
        var refresh = lab.Idp.IssueRefreshToken("app");

        var first = await lab.Refresh(refresh.Value);
        lab.Advance(TimeSpan.FromDays(30));
        var second = await lab.Refresh(refresh.Value);

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal(refresh.Value, first.Json.GetProperty("refresh_token").GetString());
        Assert.Equal((1, 1), (second.Decision.PresentedRefreshToken!.Ordinal, second.Decision.IssuedRefreshToken!.Ordinal));
    }

    [Fact]
    public async Task Omit_answers_without_one_and_goes_on_accepting_the_old_one()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Omit });
        var refresh = lab.Idp.IssueRefreshToken("app");

        var reply = await lab.Refresh(refresh.Value);

        Assert.False(reply.Json.TryGetProperty("refresh_token", out _));
        Assert.Equal(200, (await lab.Refresh(refresh.Value)).Status);
    }

    [Fact]
    public async Task Rotate_without_grace_refuses_a_second_use_at_the_same_instant()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate });
        var refresh = lab.Idp.IssueRefreshToken("app");

        var first = await lab.Refresh(refresh.Value);
        var second = await lab.Refresh(refresh.Value);

        Assert.Equal(("rt#1", "rt#2"), (first.Decision.PresentedRefreshToken!.Name, first.Decision.IssuedRefreshToken!.Name));
        Assert.Equal((400, "invalid_grant"), (second.Status, second.Error));
        Assert.Equal(200, (await lab.Refresh(first.Json.GetProperty("refresh_token").GetString()!)).Status);
    }

    [Fact]
    public async Task The_grace_counts_from_the_first_use_on_the_IdPs_elapsed_clock_and_ends_exactly()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate, ReuseGrace = TimeSpan.FromSeconds(30) });
        var refresh = lab.Idp.IssueRefreshToken("app");
        await lab.Refresh(refresh.Value);

        // A jump of the wall clock does not count, and a retry does not stretch the grace.
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromDays(1));
        lab.IdpClock.Advance(TimeSpan.FromSeconds(30) - Lab.Tick);
        Assert.Equal(200, (await lab.Refresh(refresh.Value)).Status);

        lab.IdpClock.Advance(Lab.Tick);
        Assert.Equal("invalid_grant", (await lab.Refresh(refresh.Value)).Error);
    }

    [Fact]
    public async Task Detected_reuse_revokes_the_whole_family()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.RotateDetectReuse });
        var refresh = lab.Idp.IssueRefreshToken("app");
        var first = await lab.Refresh(refresh.Value);

        Assert.Equal("invalid_grant", (await lab.Refresh(refresh.Value)).Error);

        Assert.Equal("invalid_grant", (await lab.Refresh(first.Json.GetProperty("refresh_token").GetString()!)).Error);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(first.Json.GetProperty("access_token").GetString()!));
    }

    [Fact]
    public async Task Another_clients_refresh_token_is_invalid()
    {
        var lab = new Lab();

        Assert.Equal("invalid_grant", (await lab.Refresh(lab.Idp.IssueRefreshToken("spa").Value)).Error);
    }

    [Fact]
    public async Task A_scope_may_be_narrowed_but_not_widened()
    {
        var lab = new Lab();
        var refresh = lab.Idp.IssueRefreshToken("app", "users:readonly");

        var narrow = await lab.PostAs($"grant_type=refresh_token&refresh_token={refresh.Value}&scope=users:readonly");
        var wide = await lab.PostAs($"grant_type=refresh_token&refresh_token={refresh.Value}&scope=conversations:readonly");

        Assert.Equal("users:readonly", narrow.Json.GetProperty("scope").GetString());
        Assert.Equal((400, "invalid_scope"), (wide.Status, wide.Error));
    }

    [Fact]
    public async Task Revoke_on_refresh_revokes_the_familys_earlier_tokens_at_the_instant_of_issue_and_nodes_learn_later()
    {
        var lab = new Lab(new IdpSettings { RevokeOnRefresh = true }) { RevocationDelay = TimeSpan.FromSeconds(2) };
        var refresh = lab.Idp.IssueRefreshToken("app");
        var other = lab.Idp.IssueRefreshToken("app");
        var stranger = (await lab.Refresh(other.Value)).Json.GetProperty("access_token").GetString()!;
        var old = (await lab.Refresh(refresh.Value)).Json.GetProperty("access_token").GetString()!;
        lab.Advance(TimeSpan.FromMinutes(1));

        var next = (await lab.Refresh(refresh.Value)).Json.GetProperty("access_token").GetString()!;

        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        Assert.Null(await lab.CauseOf(old));
        lab.Advance(Lab.Tick);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(old));
        Assert.Null(await lab.CauseOf(next));
        Assert.Null(await lab.CauseOf(stranger));
    }

    [Fact]
    public async Task Revoke_on_refresh_counts_a_clients_own_credentials_as_one_family()
    {
        var lab = new Lab(new IdpSettings { RevokeOnRefresh = true });
        var old = await lab.NewToken();

        var next = await lab.NewToken();

        Assert.Equal((RefusalCause.Revoked, (RefusalCause?)null), (await lab.CauseOf(old), await lab.CauseOf(next)));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_token_counts_as_replaced_only_if_it_was_the_refresh_that_revoked_it(bool isRevokedBefore, bool isReplaced)
    {
        var lab = new Lab(new IdpSettings { RevokeOnRefresh = true });
        await lab.NewToken();
        var old = lab.Idp.NewestToken!;
        if (isRevokedBefore)
            lab.Idp.Revoke(old);

        await lab.NewToken();

        Assert.Equal((isReplaced, false), (old.IsReplaced, lab.Idp.NewestToken!.IsReplaced));
    }
}
