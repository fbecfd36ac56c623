using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The grant <c>authorization_code</c>: RFC 6749 sections 4.1.2 to 4.1.4, RFC 7636.</summary>
public class CodeGrantTests
{
    [Fact]
    public async Task A_code_gives_an_access_token_for_the_user_and_a_refresh_token()
    {
        var lab = Flow.NewLab();

        var reply = await Flow.Exchange(lab, await Flow.NewCode(lab));

        Assert.Equal(["access_token", "token_type", "expires_in", "refresh_token", "scope"], reply.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal((200, "no-store", "no-cache"), (reply.Status, reply.Header("Cache-Control"), reply.Header("Pragma")));
        var claims = Jwt.Claims(Flow.Text(reply, "access_token"));
        Assert.Equal((Flow.Ada, "web"), (claims.GetProperty("sub").GetString(), claims.GetProperty("client_id").GetString()));
        Assert.Equal(("authorization_code", "code#1", "at#1", "rt#1"), (reply.Decision.GrantType, reply.Decision.PresentedCode!.Name, reply.Decision.Issued!.Name, reply.Decision.IssuedRefreshToken!.Name));
        Assert.Equal(Flow.Ada, reply.Decision.Issued.Subject);
        Assert.False(reply.Decision.HasIdToken);
        Assert.Equal(200, (await lab.Get(Flow.Text(reply, "access_token"))).Status);
        Assert.Equal(200, (await Flow.Refresh(lab, Flow.Text(reply, "refresh_token"))).Status);
    }

    [Theory]
    [InlineData("", "&code_verifier=" + Flow.Verifier)]
    [InlineData(Flow.WithChallenge, "")]
    [InlineData(Flow.WithChallenge, "&code_verifier=" + Flow.Challenge)]
    [InlineData(Flow.WithChallenge, "&code_verifier=short")]
    [InlineData(Flow.WithChallenge, "&code_verifier=" + Flow.Verifier + "%C3%A9")]
    public async Task A_verifier_that_does_not_answer_the_challenge_is_invalid_grant_and_uses_nothing_up(string challenge, string verifier)
    {
        var lab = Flow.NewLab();
        var code = await Flow.NewCode(lab, challenge);

        var reply = await Flow.Exchange(lab, code, verifier);

        Assert.Equal((400, "invalid_grant"), (reply.Status, reply.Error));
        Assert.Equal("The code_verifier does not answer the code_challenge of the authorization request.", Flow.Text(reply, "error_description"));
        Assert.Equal(200, (await Flow.Exchange(lab, code, challenge.Length == 0 ? "" : "&code_verifier=" + Flow.Verifier)).Status);
    }

    [Theory]
    [InlineData(42, "invalid_grant")]
    [InlineData(43, null)]
    [InlineData(128, null)]
    [InlineData(129, "invalid_grant")]
    public async Task A_verifier_has_43_to_128_characters(int length, string? error)
    {
        var lab = Flow.NewLab();
        var verifier = new string('~', length);
        var challenge = System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        var code = await Flow.NewCode(lab, $"&code_challenge={challenge}&code_challenge_method=S256");

        Assert.Equal(error, (await Flow.Exchange(lab, code, "&code_verifier=" + verifier)).Decision.Error);
    }

    [Fact]
    public async Task The_redirect_URI_must_be_the_one_of_the_request_and_absent_where_that_had_none()
    {
        var lab = Flow.NewLab();
        var named = await Flow.NewCode(lab, "");
        var unnamed = Flow.Sent(await Flow.Authorize(lab, "response_type=code&client_id=web"), "code")!;
        const string Form = Flow.AsWeb + "&grant_type=authorization_code&code=";

        Assert.Equal("The redirect_uri is not the one of the authorization request.", Flow.Text(await lab.PostToken(Form + named), "error_description"));
        Assert.Equal("invalid_grant", (await lab.PostToken($"{Form}{named}&redirect_uri=https://web.example/cb/")).Error);
        Assert.Equal("invalid_grant", (await lab.PostToken($"{Form}{unnamed}&redirect_uri={Flow.Callback}")).Error);
        Assert.Equal(200, (await lab.PostToken($"{Form}{named}&redirect_uri={Flow.Callback}")).Status);
        Assert.Equal(200, (await lab.PostToken(Form + unnamed)).Status);
    }

    [Fact]
    public async Task An_unknown_code_and_another_clients_are_told_alike_and_revoke_nothing()
    {
        var lab = Flow.NewLab();
        var code = await Flow.NewCode(lab);
        var good = await Flow.Exchange(lab, code);

        var stolen = await lab.PostAs($"grant_type=authorization_code&code={code}&redirect_uri={Flow.Callback}&code_verifier={Flow.Verifier}");
        var unknown = await Flow.Exchange(lab, "made-up");

        Assert.Equal((400, "invalid_grant", stolen.Body), (unknown.Status, unknown.Error, unknown.Body));
        Assert.Equal("The authorization code is unknown, or was issued to another client.", Flow.Text(stolen, "error_description"));
        Assert.Null(good.Decision.Issued!.Revocation);
        Assert.Equal("invalid_request", (await lab.PostToken(Flow.AsWeb + "&grant_type=authorization_code")).Error);
    }

    [Fact]
    public async Task A_replayed_code_revokes_what_it_gave_and_nodes_learn_of_it_by_propagation()
    {
        var lab = Flow.NewLab();
        lab.RevocationDelay = TimeSpan.FromSeconds(2);
        var code = await Flow.NewCode(lab);
        var first = await Flow.Exchange(lab, code);
        var refreshed = await Flow.Refresh(lab, Flow.Text(first, "refresh_token"));

        var replay = await Flow.Exchange(lab, code);

        Assert.Equal((400, "invalid_grant", "The authorization code was used before."), (replay.Status, replay.Error, Flow.Text(replay, "error_description")));
        Assert.Equal("code#1", replay.Decision.PresentedCode!.Name);
        Assert.Equal("invalid_grant", (await Flow.Refresh(lab, Flow.Text(first, "refresh_token"))).Error);
        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        Assert.Null(await lab.CauseOf(Flow.Text(refreshed, "access_token")));
        lab.Advance(Lab.Tick);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(Flow.Text(first, "access_token")));
        Assert.Equal(
            "at#2 was revoked 2 s ago because authorization code code#1 was used twice and api-2 learnt of it 2 s later: "
            + "the refresh tokens of its family are revoked too, so ask for a new grant",
            (await lab.Get(Flow.Text(refreshed, "access_token"))).Decision.Refusal!.Sentence());
        Assert.Equal(RevocationReason.CodeReused, first.Decision.Issued!.Revocation!.Reason);
    }

    [Fact]
    public async Task A_code_ends_after_its_lifetime_on_the_IdPs_elapsed_clock()
    {
        var lab = Flow.NewLab(new IdpSettings { CodeLifetime = TimeSpan.FromSeconds(30) });
        var (inTime, late) = (await Flow.NewCode(lab), await Flow.NewCode(lab));

        // A jump of the wall clock is no time that has passed.
        lab.IdpClock.Set(Lab.Noon.AddDays(1));
        lab.IdpClock.Advance(TimeSpan.FromSeconds(30) - Lab.Tick);
        Assert.Equal(200, (await Flow.Exchange(lab, inTime)).Status);
        lab.IdpClock.Advance(Lab.Tick);
        var reply = await Flow.Exchange(lab, late);

        Assert.Equal(("invalid_grant", "The authorization code has expired."), (reply.Error, Flow.Text(reply, "error_description")));
    }

    [Fact]
    public async Task A_code_is_forgotten_a_day_after_its_end_and_then_a_replay_revokes_nothing()
    {
        var lab = Flow.NewLab();
        var code = await Flow.NewCode(lab);
        var first = await Flow.Exchange(lab, code);

        lab.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await Flow.NewCode(lab);

        Assert.StartsWith("The authorization code is unknown", Flow.Text(await Flow.Exchange(lab, code), "error_description"));
        Assert.Null(first.Decision.Issued!.Revocation);
    }

    [Fact]
    public async Task A_public_client_exchanges_by_its_identifier_and_PKCE_alone()
    {
        var lab = Flow.NewLab();
        var code = Flow.Sent(await Flow.Authorize(lab, $"response_type=code&client_id=native&redirect_uri=http://127.0.0.1:5000/cb{Flow.WithChallenge}"), "code");

        var reply = await lab.PostToken($"client_id=native&grant_type=authorization_code&code={code}&redirect_uri=http://127.0.0.1:5000/cb&code_verifier={Flow.Verifier}");

        Assert.Equal((200, "native"), (reply.Status, reply.Decision.ClientId));
    }

    [Fact]
    public async Task The_decision_names_secrets_by_symbols_only()
    {
        var lab = Flow.NewLab();

        var reply = await Flow.Exchange(lab, await Flow.NewCode(lab));

        Assert.Equal("code#1 rt#1 at#1 idp /oauth/token 200", $"{reply.Decision.PresentedCode} {reply.Decision.IssuedRefreshToken} {reply.Decision.Issued} {reply.Decision}");
    }
}
