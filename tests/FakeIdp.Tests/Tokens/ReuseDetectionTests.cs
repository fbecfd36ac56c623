using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Reuse detection (RFC 9700 section 4.14.2): who loses what, when nodes learn of it, and what is said.</summary>
public class ReuseDetectionTests
{
    private static readonly IdpSettings Detect = new() { RefreshMode = RefreshMode.RotateDetectReuse, ReuseGrace = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task Within_the_grace_a_second_use_is_a_retry_and_at_its_end_it_is_reuse()
    {
        var lab = new Lab(Detect);
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        await lab.Refresh(refresh);

        lab.Advance(TimeSpan.FromSeconds(30) - Lab.Tick);
        Assert.Equal(200, (await lab.Refresh(refresh)).Status);
        Assert.Null(lab.Idp.NewestToken!.Revocation);
        lab.Advance(Lab.Tick);
        Assert.Equal("invalid_grant", (await lab.Refresh(refresh)).Error);
        Assert.All(lab.Idp.ListTokens(), token => Assert.Equal(RevocationReason.RefreshTokenReused, token.Revocation!.Reason));
    }

    [Fact]
    public async Task Every_living_refresh_token_of_the_family_is_dead_and_another_family_lives()
    {
        var lab = new Lab(Detect);
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        var other = lab.Idp.IssueRefreshToken("app").Value;
        var stranger = (await lab.Refresh(other)).Json.GetProperty("access_token").GetString()!;
        var one = (await lab.Refresh(refresh)).Json.GetProperty("refresh_token").GetString()!;
        var two = (await lab.Refresh(refresh)).Json.GetProperty("refresh_token").GetString()!;
        lab.Advance(TimeSpan.FromSeconds(30));

        await lab.Refresh(refresh);

        Assert.Equal(("invalid_grant", "invalid_grant"), ((await lab.Refresh(one)).Error, (await lab.Refresh(two)).Error));
        Assert.Null(await lab.CauseOf(stranger));
    }

    [Fact]
    public async Task Nodes_learn_of_it_by_propagation_and_the_sentence_names_the_refresh_token()
    {
        var lab = new Lab(Detect with { ReuseGrace = TimeSpan.Zero }) { RevocationDelay = TimeSpan.FromSeconds(2) };
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        var token = (await lab.Refresh(refresh)).Json.GetProperty("access_token").GetString()!;
        await lab.Refresh(refresh);

        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        var refusal = (await lab.Get(token)).Decision.Refusal!;

        Assert.Equal(
            "at#1 was revoked 2 s ago because refresh token rt#1 was used twice and api-2 learnt of it 2 s later: "
            + "the refresh tokens of its family are revoked too, so ask for a new grant",
            refusal.Sentence());
    }

    [Fact]
    public async Task The_first_reuse_stands_and_an_unused_token_of_a_dead_family_is_no_reuse()
    {
        var lab = new Lab(Detect with { ReuseGrace = TimeSpan.Zero });
        var first = lab.Idp.IssueRefreshToken("app").Value;
        var second = (await lab.Refresh(first)).Json.GetProperty("refresh_token").GetString()!;
        await lab.Refresh(first);
        lab.Advance(Lab.Second);

        await lab.Refresh(second);
        await lab.Refresh(first);

        var revocation = lab.Idp.NewestToken!.Revocation!;
        Assert.Equal((TimeSpan.Zero, "rt#1", false), (revocation.AtReference, revocation.ReusedRefreshToken!.Name, lab.Idp.NewestToken.IsReplaced));
    }

    [Fact]
    public async Task A_revocation_somebody_asked_for_says_so_and_names_no_refresh_token()
    {
        var lab = new Lab();
        await lab.NewToken();
        lab.Idp.Revoke(lab.Idp.NewestToken!);

        Assert.Equal(new Revocation(TimeSpan.Zero, RevocationReason.Asked), lab.Idp.NewestToken!.Revocation);
    }

    [Fact]
    public async Task The_error_tells_no_secret_and_not_whether_the_family_is_revoked()
    {
        var lab = new Lab(Detect with { ReuseGrace = TimeSpan.Zero });
        var first = lab.Idp.IssueRefreshToken("app").Value;
        var second = (await lab.Refresh(first)).Json.GetProperty("refresh_token").GetString()!;

        var (reused, revoked) = (await lab.Refresh(first), await lab.Refresh(second));

        const string Body = """{"error":"invalid_grant","error_description":"The refresh token was used before, or is revoked."}""";
        Assert.Equal((Body, Body), (reused.Body, revoked.Body));
    }
}
