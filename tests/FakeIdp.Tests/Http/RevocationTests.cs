using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 7009, and how API nodes learn of it.</summary>
public class RevocationTests
{
    [Fact]
    public async Task A_revoked_access_token_is_dead_at_the_IdP_at_once_and_at_a_node_when_it_learns_of_it()
    {
        var lab = new Lab { RevocationDelay = TimeSpan.FromSeconds(2) };
        var token = await lab.NewToken();

        var reply = await Revoke(lab, token);

        Assert.Equal((200, "application/json", "{}"), (reply.Status, reply.Header("Content-Type"), reply.Body));
        Assert.Equal(("at#1", "app"), (reply.Decision.Token!.Name, reply.Decision.ClientId));
        Assert.Equal(new Revocation(TimeSpan.Zero, RevocationReason.Asked), lab.Idp.NewestToken!.Revocation);
        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(token));
        Assert.Equal("at#1 was revoked 2 s ago and api-2 learnt of it 2 s later: get a new token", (await lab.Get(token)).Decision.Refusal!.Sentence());
    }

    [Fact]
    public async Task A_revoked_refresh_token_takes_its_whole_grant_along_and_no_other()
    {
        var lab = Flow.NewLab();
        var (one, other) = (await Flow.Grant(lab, "users:readonly"), await Flow.Grant(lab, "users:readonly"));

        var reply = await Revoke(lab, Flow.Text(one, "refresh_token"), Flow.AsWeb);

        Assert.Equal((200, "rt#1"), (reply.Status, reply.Decision.PresentedRefreshToken!.Name));
        Assert.Equal("invalid_grant", (await Flow.Refresh(lab, Flow.Text(one, "refresh_token"))).Error);
        Assert.Equal(
            "at#1 was revoked 0 s ago because refresh token rt#1 was revoked and api-2 learnt of it 0 s later: "
            + "the refresh tokens of its family are revoked too, so ask for a new grant",
            (await lab.Get(Flow.Text(one, "access_token"))).Decision.Refusal!.Sentence());
        Assert.Equal(RevocationReason.GrantRevoked, one.Decision.Issued!.Revocation!.Reason);
        Assert.Null(await lab.CauseOf(Flow.Text(other, "access_token")));
        Assert.Equal(200, (await Flow.Refresh(lab, Flow.Text(other, "refresh_token"))).Status);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("unknown&token_type_hint=refresh_token")]
    [InlineData("%00%0A")]
    public async Task An_unknown_token_is_no_error(string token)
    {
        var reply = await Revoke(new Lab(), token);

        Assert.Equal((200, "application/json", "{}"), (reply.Status, reply.Header("Content-Type"), reply.Body));
    }

    [Theory]
    [InlineData("&token_type_hint=access_token")]
    [InlineData("&token_type_hint=refresh_token")]
    [InlineData("&token_type_hint=nonsense")]
    public async Task The_hint_is_only_a_hint(string hint)
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        var refresh = lab.Idp.IssueRefreshToken("app").Value;

        await Revoke(lab, token + hint);
        await Revoke(lab, refresh + hint);

        Assert.Equal((RefusalCause.Revoked, "invalid_grant"), (await lab.CauseOf(token), (await lab.Refresh(refresh)).Error));
    }

    [Fact]
    public async Task Revoking_again_is_200_and_the_first_revocation_stands()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        await Revoke(lab, token);
        lab.Advance(Lab.Second);

        Assert.Equal(200, (await Revoke(lab, token)).Status);
        Assert.Equal(TimeSpan.Zero, lab.Idp.NewestToken!.RevokedAtReference);
    }

    [Fact]
    public async Task Another_clients_token_is_refused_and_stays_good()
    {
        var lab = Flow.NewLab();
        var granted = await Flow.Grant(lab, "users:readonly");

        Assert.Equal("invalid_grant", (await Revoke(lab, Flow.Text(granted, "access_token"))).Error);
        Assert.Equal("invalid_grant", (await Revoke(lab, Flow.Text(granted, "refresh_token"))).Error);
        Assert.Null(granted.Decision.Issued!.Revocation);
        Assert.Equal(200, (await Flow.Refresh(lab, Flow.Text(granted, "refresh_token"))).Status);
    }

    [Fact]
    public async Task A_public_client_revokes_its_own_by_its_identifier()
    {
        var lab = new Lab();
        var refresh = lab.Idp.IssueRefreshToken("spa").Value;

        Assert.Equal(200, (await Revoke(lab, refresh, "client_id=spa")).Status);
        Assert.Equal("invalid_grant", (await lab.PostToken($"client_id=spa&grant_type=refresh_token&refresh_token={refresh}")).Error);
    }

    [Theory]
    [InlineData("token=x", "invalid_client")]
    [InlineData("client_id=app&token=x", "invalid_client")]
    [InlineData("client_id=app&client_secret=s3cret", "invalid_request")]
    [InlineData("client_id=app&client_secret=s3cret&token=a&token=b", "invalid_request")]
    public async Task It_is_protected_and_wants_one_token(string form, string error) =>
        Assert.Equal(error, (await Lab.Send(new Lab().Idp, Flow.Post("/oauth/revoke", form))).Error);

    [Fact]
    public async Task Faults_and_the_rate_limit_hold_and_a_dropped_answer_revokes_all_the_same()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(3), 1));
        lab.Idp.Faults.Add(new HttpFault { Method = "POST", Path = "/oauth/revoke", Drop = FaultDrop.After, Times = 1 });

        Assert.True((await Revoke(lab, token)).Decision.IsDropped);
        Assert.NotNull(lab.Idp.NewestToken!.Revocation);
        Assert.Equal(429, (await Revoke(lab, token)).Status);
    }

    private static Task<Reply> Revoke(Lab lab, string token, string client = "client_id=app&client_secret=s3cret") =>
        Lab.Send(lab.Idp, Flow.Post("/oauth/revoke", $"{client}&token={token}"));
}
