using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The sentences people read: one for every cause, with arithmetic they can check.</summary>
public class RefusalSentenceTests
{
    [Fact]
    public async Task Expired()
    {
        var lab = new Lab(new IdpSettings { Lifetime = TimeSpan.FromSeconds(60) });
        lab.IdpClock.Set(Lab.Noon - TimeSpan.FromSeconds(60));
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromSeconds(2.1));

        var refusal = (await lab.Get(token)).Decision.Refusal!;

        Assert.Equal("exp 12:00:00 <= api-2 12:00:02.100 - leeway 0 s: expired by 2.1 s", refusal.Sentence());
        Assert.Equal(
            "exp 12:00:00 <= api-2 12:00:02.100 - leeway 0 s: expired by 2.1 s; the client's clock read 11:59:31.000 (31.1 s behind api-2)",
            refusal.Sentence(Lab.Noon - TimeSpan.FromSeconds(29)));
        Assert.Equal((TimeSpan.FromSeconds(2.1), Lab.Noon, "expired"), (refusal.Margin, refusal.ExpiresAt, refusal.CauseName));
    }

    [Fact]
    public async Task Expired_at_a_validator_that_accepts_at_exp_compares_with_less_than_and_names_its_leeway()
    {
        var lab = new Lab(new IdpSettings { Lifetime = TimeSpan.FromSeconds(1) }, new ApiSettings { Validator = ValidatorPreset.Find("spring")! });
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromSeconds(61) + Lab.Tick);

        Assert.Equal("exp 12:00:01 < api-2 12:01:01.0000001 - leeway 60 s: expired by 0.0000001 s", await SentenceOf(lab, token));
    }

    [Fact]
    public async Task Expired_on_another_day_names_both_dates()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromDays(2));

        Assert.Equal("exp 2026-01-01 13:00:00 <= api-2 2026-01-03 12:00:00.000 - leeway 0 s: expired by 1 d 23 h", await SentenceOf(lab, token));
    }

    [Fact]
    public async Task Not_yet_valid_until_another_day_names_both_dates()
    {
        var lab = new Lab();
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromHours(12));
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromHours(12) - Lab.Tick);

        Assert.StartsWith("nbf 2026-01-02 00:00:00 > api-2 2026-01-01 23:59:59.9999999 + leeway 0 s: valid in 0.0000001 s; ", await SentenceOf(lab, token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_yet_valid_names_the_IdPs_clock()
    {
        var lab = new Lab();
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromSeconds(5));
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromSeconds(2.1));

        Assert.Equal(
            "nbf 12:00:05 > api-2 12:00:02.100 + leeway 0 s: valid in 2.9 s; the IdP's clock read 12:00:05.000 (2.9 s ahead of api-2)",
            await SentenceOf(lab, token));
    }

    [Fact]
    public async Task Issued_in_the_future()
    {
        var lab = new Lab(new IdpSettings { NotBefore = false }, new ApiSettings { Validator = ValidatorPreset.Find("pyjwt")! });
        var token = await lab.NewToken();
        lab.ApiClock.Set(Lab.Noon - TimeSpan.FromMilliseconds(1));
        var refusal = (await lab.Get(token)).Decision.Refusal!;

        Assert.Equal(
            "iat 12:00:00 > api-2 11:59:59.999 + leeway 0 s: issued 0.001 s in the future; the IdP's clock read 12:00:00.000 (0.001 s ahead of api-2); "
            + "the client's clock read 11:59:59.999 (in step with api-2)",
            refusal.Sentence(lab.ApiClock.GetUtcNow()));
    }

    [Fact]
    public async Task Not_propagated()
    {
        var lab = new Lab { TokenDelay = TimeSpan.FromMilliseconds(800) };
        var token = await lab.NewToken();
        lab.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal("at#1 was issued 0.3 s ago and api-2 learns of it 0.8 s after its issue: 0.5 s too early; send the same token again", await SentenceOf(lab, token));
    }

    [Fact]
    public async Task Revoked()
    {
        var lab = new Lab { RevocationDelay = TimeSpan.FromSeconds(2) };
        var token = await lab.NewToken();
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        lab.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal("at#1 was revoked 12 s ago and api-2 learnt of it 2 s later: get a new token", await SentenceOf(lab, token));
    }

    [Fact]
    public async Task Unknown_and_retired_kid()
    {
        var lab = new Lab { KeyDelay = TimeSpan.FromSeconds(10) };
        var old = await lab.NewToken();
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);
        var next = await lab.NewToken();
        lab.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("kid \"key-2\" was published 3 s ago and api-2 learns of it 10 s after publication: 7 s too early; send the same token again", await SentenceOf(lab, next));
        lab.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("kid \"key-1\" left the IdP's key set 2 min 3 s ago and api-2 learnt of it 10 s later: get a token signed by a current key", await SentenceOf(lab, old));
        Assert.Equal(
            "kid \"x?\" is in no key set of the IdP: the token comes from elsewhere",
            await SentenceOf(lab, Jwt.ForgeHs256("""{"alg":"HS256","kid":"x\n"}""", """{"exp":1}""")));
    }

    [Fact]
    public async Task Causes_that_are_no_matter_of_time()
    {
        var lab = new Lab();
        var token = await lab.NewToken();

        Assert.Equal("the request reached api-2 without a bearer token: send Authorization: Bearer", await SentenceOf(lab, null));
        Assert.Equal("api-2 cannot read the token: the text is not a JWT of three parts; get a new token", await SentenceOf(lab, "x"));
        Assert.Equal(
            "the signature (alg \"ES256\") does not verify at api-2: the token was altered, or signed by a key the IdP does not have",
            await SentenceOf(lab, JwtTests.Altered(token)));
        lab.Api.Settings = new ApiSettings { Issuer = "https://b" };
        Assert.Equal("iss \"http://idp.test\" is not \"https://b\": api-2 trusts another issuer", await SentenceOf(lab, token));
        lab.Api.Settings = new ApiSettings { Audience = "b" };
        Assert.Equal("aud \"https://api.skewlab.example\" does not contain \"b\": the token is meant for another API than api-2", await SentenceOf(lab, token));
        lab.Api.Faults.Add(new HttpFault { Status = 401 });
        Assert.Equal("api-2 answered 401 because the scenario asked for it: no token would have helped", await SentenceOf(lab, token));
    }

    [Fact]
    public void Every_cause_has_a_snake_case_name_and_a_sentence()
    {
        var names = Enum.GetValues<RefusalCause>().Select(cause => new Refusal { Cause = cause, Node = "api-1", ApiNow = Lab.Noon, IdpNow = Lab.Noon }).ToList();

        Assert.Equal(
            [
                "missing_token", "malformed", "unknown_kid", "retired_kid", "bad_signature", "wrong_issuer", "wrong_audience", "not_propagated", "revoked", "expired", "not_yet_valid",
                "issued_in_future", "insufficient_scope", "injected",
            ],
            names.Select(refusal => refusal.CauseName));
        Assert.All(names, refusal => Assert.Contains("api-1", refusal.Sentence() + refusal));
    }

    private static async Task<string> SentenceOf(Lab lab, string? token) => (await lab.Get(token)).Decision.Refusal!.Sentence();
}
