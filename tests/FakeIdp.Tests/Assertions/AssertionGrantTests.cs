using System.Security.Cryptography;
using System.Text;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The jwt-bearer grant (RFC 7523), where a client's wrong clock shows at the IdP.</summary>
public class AssertionGrantTests
{
    [Fact]
    public async Task An_assertion_alone_gets_a_token_for_its_subject_and_no_refresh_token()
    {
        var lab = Assertion.NewLab();

        var reply = await Assertion.Post(lab, Assertion.SignEs256(Assertion.Claims(Lab.Noon)), "&scope=users:readonly");

        Assert.Equal(["access_token", "token_type", "expires_in", "scope"], reply.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal((200, "no-store", "robot", "urn:ietf:params:oauth:grant-type:jwt-bearer"), (reply.Status, reply.Header("Cache-Control"), reply.Decision.ClientId, reply.Decision.GrantType));
        var token = Flow.Text(reply, "access_token");
        Assert.Equal(("ada", "robot"), (Jwt.Claims(token).GetProperty("sub").GetString(), Jwt.Claims(token).GetProperty("client_id").GetString()));
        Assert.Equal(("ada", (AssertionRefusal?)null), (reply.Decision.Issued!.Subject, reply.Decision.AssertionRefusal));
        Assert.Equal(200, (await lab.Get(token)).Status);
    }

    [Theory]
    [InlineData("http://idp.test/oauth/token", 200)]
    [InlineData("http://idp.test", 200)]
    [InlineData("http://idp.test/", 400)]
    [InlineData("https://idp.test/oauth/token", 400)]
    public async Task The_audience_is_the_issuer_or_its_token_endpoint(string audience, int status)
    {
        var reply = await Assertion.Post(Assertion.NewLab(), Assertion.SignRs256(Assertion.Claims(Lab.Noon, audience: audience)));

        Assert.Equal(status, reply.Status);
        if (status == 400)
            Assert.Equal((AssertionCause.WrongAudience, "The assertion's aud is neither the issuer nor its token endpoint."), (reply.Decision.AssertionRefusal!.Cause, Flow.Text(reply, "error_description")));
    }

    [Fact]
    public async Task A_slow_clients_assertion_has_expired_and_the_answer_has_the_arithmetic()
    {
        var lab = Assertion.NewLab();
        // The client is 62.1 s behind: its exp is 11:58:57 + 60 s = 11:59:57.
        lab.IdpClock.Set(Lab.Noon - TimeSpan.FromSeconds(0.9));
        var assertion = Assertion.SignEs256(Assertion.Claims(Lab.Noon - TimeSpan.FromSeconds(63)));

        var reply = await Assertion.Post(lab, assertion);

        Assert.Equal((400, "invalid_grant"), (reply.Status, reply.Error));
        Assert.Equal(
            "The assertion has expired: exp 11:59:57 <= idp 11:59:59.100 - leeway 0 s, by 2.1 s; iat 11:58:57 is what the client's clock read.",
            Flow.Text(reply, "error_description"));
        var refusal = reply.Decision.AssertionRefusal!;
        Assert.Equal((AssertionCause.Expired, TimeSpan.FromSeconds(2.1), Lab.Noon - TimeSpan.FromSeconds(63)), (refusal.Cause, refusal.Margin, refusal.IssuedAt));
        Assert.Equal("Expired at idp", refusal.ToString());
    }

    [Theory]
    [InlineData("jose", -1, true)] // One tick before exp.
    [InlineData("jose", 0, false)]
    [InlineData("spring", 600_000_000, true)] // exp + 60 s: this one still takes it.
    [InlineData("spring", 600_000_001, false)]
    public async Task Exp_is_judged_with_the_edges_of_the_chosen_validator(string preset, long ticksAfterExpiry, bool isAccepted)
    {
        var lab = Assertion.NewLab(new IdpSettings { AssertionValidator = ValidatorPreset.Find(preset)! });
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(60) + new TimeSpan(ticksAfterExpiry));

        var reply = await Assertion.Post(lab, Assertion.SignEs256(Assertion.Claims(Lab.Noon)));

        Assert.Equal((isAccepted, isAccepted ? null : AssertionCause.Expired), (reply.Status == 200, reply.Decision.AssertionRefusal?.Cause));
    }

    [Fact]
    public async Task A_fast_clients_assertion_is_not_valid_yet_and_one_second_later_it_is()
    {
        var lab = Assertion.NewLab();
        var nbf = (Lab.Noon + TimeSpan.FromSeconds(5)).ToUnixTimeSeconds();
        var assertion = Assertion.SignEs256(Assertion.Claims(Lab.Noon + TimeSpan.FromSeconds(5), $",\"nbf\":{nbf}"));

        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(5) - Lab.Tick);
        var early = await Assertion.Post(lab, assertion);
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(5));

        Assert.Equal(
            "The assertion is not valid yet: nbf 12:00:05 > idp 12:00:04.9999999 + leeway 0 s, by 0.0000001 s; iat 12:00:05 is what the client's clock read.",
            Flow.Text(early, "error_description"));
        Assert.Equal(200, (await Assertion.Post(lab, assertion)).Status);
    }

    [Fact]
    public async Task An_iat_in_the_future_is_refused_only_where_the_validator_asks()
    {
        var assertion = Assertion.SignEs256(Assertion.Claims(Lab.Noon + TimeSpan.FromSeconds(3)));

        var strict = await Assertion.Post(Assertion.NewLab(new IdpSettings { AssertionValidator = ValidatorPreset.Find("pyjwt")! }), assertion);

        Assert.Equal("The assertion was issued in the future: iat 12:00:03 > idp 12:00:00.000 + leeway 0 s, by 3 s.", Flow.Text(strict, "error_description"));
        Assert.Equal(AssertionCause.IssuedInFuture, strict.Decision.AssertionRefusal!.Cause);
        Assert.Equal(200, (await Assertion.Post(Assertion.NewLab(), assertion)).Status);
    }

    [Fact]
    public async Task An_exp_too_far_ahead_is_refused_so_that_an_hour_by_a_fast_clock_fails()
    {
        var lab = Assertion.NewLab();
        var atTheEdge = Assertion.SignEs256(Assertion.Claims(Lab.Noon, seconds: 3600));
        var beyond = Assertion.SignEs256(Assertion.Claims(Lab.Noon + Lab.Second, seconds: 3600));

        var refused = await Assertion.Post(lab, beyond);

        Assert.Equal(200, (await Assertion.Post(lab, atTheEdge)).Status);
        Assert.Equal(
            "The assertion lasts too long: exp 13:00:01 > idp 12:00:00.000 + 1 h + leeway 0 s, by 1 s; iat 12:00:01 is what the client's clock read.",
            Flow.Text(refused, "error_description"));
        Assert.Equal((AssertionCause.ExpiresTooLate, Lab.Second), (refused.Decision.AssertionRefusal!.Cause, refused.Decision.AssertionRefusal.Margin));
    }

    [Fact]
    public async Task Who_signed_must_have_registered_the_key_and_the_header_cannot_choose_another_algorithm()
    {
        var lab = Assertion.NewLab();
        var claims = Assertion.Claims(Lab.Noon);
        var good = Assertion.SignEs256(claims);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // The public key as an HMAC secret: the classic confusion.
        var confused = Assertion.Unsigned("""{"alg":"HS256"}""", claims);
        confused += System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Assertion.Rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(confused[..^1])));

        Assert.Null(await CauseOf(good));
        Assert.Equal(AssertionCause.BadSignature, await CauseOf(JwtTests.Altered(good)));
        Assert.Equal(AssertionCause.BadSignature, await CauseOf(Assertion.Unsigned("""{"alg":"none"}""", claims)));
        Assert.Equal(AssertionCause.BadSignature, await CauseOf(Assertion.SignEs256(claims, """{"alg":"RS256"}""")));
        Assert.Equal(AssertionCause.BadSignature, await CauseOf(Assertion.SignRs256(claims, """{"alg":"RS256","kid":"other"}""")));
        Assert.Null(await CauseOf(Assertion.SignRs256(claims, """{"alg":"RS256","kid":"rsa"}""")));
        Assert.Null(await CauseOf(Assertion.SignEs256(claims, """{"alg":"ES256","kid":"whatever"}""")));
        Assert.Equal(AssertionCause.BadSignature, await CauseOf(confused));

        async Task<AssertionCause?> CauseOf(string assertion) => (await Assertion.Post(lab, assertion)).Decision.AssertionRefusal?.Cause;
    }

    [Theory]
    [InlineData("""{"sub":"ada","aud":"http://idp.test","exp":1767268860}""", AssertionCause.Malformed)]
    [InlineData("""{"iss":"robot","aud":"http://idp.test","exp":1767268860}""", AssertionCause.Malformed)]
    [InlineData("""{"iss":"robot","sub":"ada","aud":"http://idp.test"}""", AssertionCause.Malformed)]
    [InlineData("""{"iss":"robot","sub":"ada","exp":1767268860}""", AssertionCause.WrongAudience)]
    [InlineData("""{"iss":"nobody","sub":"ada","aud":"http://idp.test","exp":1767268860}""", AssertionCause.UnknownIssuer)]
    [InlineData("""{"iss":"app","sub":"ada","aud":"http://idp.test","exp":1767268860}""", AssertionCause.UnknownIssuer)]
    public async Task Missing_claims_and_strangers_are_told_apart_for_the_journal(string claims, AssertionCause cause)
    {
        var reply = await Assertion.Post(Assertion.NewLab(), Assertion.SignEs256(claims));

        Assert.Equal((400, "invalid_grant", cause), (reply.Status, reply.Error, reply.Decision.AssertionRefusal!.Cause));
        Assert.Equal(reply.Decision.AssertionRefusal.Sentence(), Flow.Text(reply, "error_description"));
    }

    [Fact]
    public async Task A_client_may_authenticate_besides_but_only_as_the_issuer()
    {
        var lab = Assertion.NewLab();
        var assertion = Assertion.SignEs256(Assertion.Claims(Lab.Noon));

        Assert.Equal(200, (await Assertion.Post(lab, assertion, "&client_id=robot&client_secret=r0bot")).Status);
        Assert.Equal("invalid_client", (await Assertion.Post(lab, assertion, "&client_id=robot")).Error);
        var other = await Assertion.Post(lab, assertion, "&client_id=app&client_secret=s3cret");

        Assert.Equal(("invalid_grant", "The assertion's iss is not the client that authenticated."), (other.Error, Flow.Text(other, "error_description")));
    }

    [Fact]
    public async Task Scope_and_a_missing_assertion_have_their_own_errors()
    {
        var lab = Assertion.NewLab();

        Assert.Equal("invalid_scope", (await Assertion.Post(lab, Assertion.SignEs256(Assertion.Claims(Lab.Noon)), "&scope=admin")).Error);
        Assert.Equal("invalid_request", (await lab.PostToken(Assertion.Grant)).Error);
    }

    [Fact]
    public async Task The_rate_limit_and_faults_know_the_client_by_its_signature()
    {
        var lab = Assertion.NewLab();
        var assertion = Assertion.SignEs256(Assertion.Claims(Lab.Noon));
        lab.Idp.RateLimiter = new RateLimiter(lab.IdpClock, new(1, TimeSpan.FromSeconds(3), 1));
        lab.Idp.Faults.Add(new HttpFault { Client = "robot", Status = 503, Times = 1 });

        Assert.Equal("invalid_grant", (await Assertion.Post(lab, JwtTests.Altered(assertion))).Error);
        Assert.Equal(503, (await Assertion.Post(lab, assertion)).Status);
        Assert.Equal((200, 429), ((await Assertion.Post(lab, assertion)).Status, (await Assertion.Post(lab, assertion)).Status));
    }
}
