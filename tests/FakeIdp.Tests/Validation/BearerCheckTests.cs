using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>What a node refuses, in which order, and what it learns when.</summary>
public class BearerCheckTests
{
    private const string Hs256 = """{"alg":"HS256","kid":"key-1"}""";

    [Theory]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.")] // {} . {} : no exp
    [InlineData("e30.e30.e30.e30.e30")] // five parts, a JWE
    [InlineData("....")]
    public async Task Text_that_is_no_token_is_malformed(string token) => Assert.Equal(RefusalCause.Malformed, await new Lab().CauseOf(token));

    [Fact]
    public async Task An_altered_signature_and_a_refused_algorithm_are_bad_signatures()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        var none = Jwt.ForgeHs256("""{"alg":"none","kid":"key-1"}""", Payload());

        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(JwtTests.Altered(token)));
        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(token[..(token.LastIndexOf('.') + 1)]));
        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(none));
        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(none[..(none.LastIndexOf('.') + 1)]));
        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload())));
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(Jwt.ForgeHs256("""{"alg":"ES256","kid":"key-9"}""", Payload())));
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(Jwt.ForgeHs256("""{"alg":"ES256"}""", Payload())));
    }

    [Theory]
    [InlineData(Hs256, "[]")]
    [InlineData(Hs256, "1")]
    [InlineData(Hs256, "{")]
    [InlineData(Hs256, "")]
    [InlineData("[]", "{}")]
    [InlineData(Hs256, """{"exp":99999999999999999999999}""")]
    [InlineData(Hs256, """{"exp":-99999999999999}""")]
    [InlineData(Hs256, """{"exp":null}""")]
    [InlineData(Hs256, """{"exp":4000000000,"nbf":{}}""")]
    [InlineData(Hs256, """{"exp":4000000000,"iss":5,"aud":{"a":[1]},"scope":[],"client_id":{}}""")]
    [InlineData(Hs256, """{"exp":4000000000,"aud":[1,null,{}]}""")]
    [InlineData("""{"alg":5,"kid":{}}""", """{"exp":4000000000}""")]
    [InlineData("""{"alg":null,"kid":"key-1"}""", """{"exp":4000000000}""")]
    public async Task Claims_of_strange_types_are_refused_and_break_nothing(string header, string payload) =>
        Assert.NotNull(await SharedSecretLab().CauseOf(Jwt.ForgeHs256(header, payload)));

    [Fact]
    public async Task A_well_signed_token_is_judged_by_its_claims()
    {
        var lab = SharedSecretLab();
        var issuer = new ApiSettings { Issuer = "https://other.example" };

        Assert.Null(await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload())));
        Assert.Equal(RefusalCause.WrongAudience, await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload(audience: "\"x\""))));
        Assert.Null(await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload(audience: "[\"x\",\"https://api.skewlab.example\"]"))));
        Assert.Equal(RefusalCause.Malformed, await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload(exp: "\"soon\""))));
        Assert.Equal(RefusalCause.Malformed, await lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload(exp: "1e300"))));
        lab.Api.Settings = issuer with { EnforceScopes = false };
        Assert.Equal(RefusalCause.WrongIssuer, await lab.CauseOf(await lab.NewToken()));
    }

    [Fact]
    public async Task A_fraction_in_exp_counts_to_the_tick()
    {
        var lab = SharedSecretLab();
        lab.Api.Settings = lab.Api.Settings with { Validator = ValidatorPreset.Find("golang-jwt")! };
        var token = Jwt.ForgeHs256(Hs256, Payload(exp: $"{Lab.Noon.ToUnixTimeSeconds()}.25"));

        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMilliseconds(250) - Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMilliseconds(250));
        Assert.Equal(RefusalCause.Expired, await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_fraction_in_nbf_counts_to_the_tick()
    {
        var lab = SharedSecretLab();
        lab.Api.Settings = lab.Api.Settings with { Validator = ValidatorPreset.Find("golang-jwt")! };
        var token = Jwt.ForgeHs256(Hs256, Payload(exp: $"4000000000,\"nbf\":{Lab.Noon.ToUnixTimeSeconds()}.25"));

        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMilliseconds(250) - Lab.Tick);
        Assert.Equal(RefusalCause.NotYetValid, await lab.CauseOf(token));
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMilliseconds(250));
        Assert.Null(await lab.CauseOf(token));
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("nbf")]
    [InlineData("iat")]
    public async Task A_time_is_a_number_between_the_years_1_and_9999(string claim)
    {
        var lab = SharedSecretLab();

        Assert.Null(await CauseOf(claim == "exp" ? "4e9" : "1e9"));
        Assert.NotEqual(RefusalCause.Malformed, await CauseOf("253402300799")); // The last second of the year 9999.
        Assert.Equal(RefusalCause.Malformed, await CauseOf("253402300800"));
        Assert.NotEqual(RefusalCause.Malformed, await CauseOf("-62135596800")); // The first second of the year 1.
        Assert.Equal(RefusalCause.Malformed, await CauseOf("-62135596801"));
        Assert.Equal(RefusalCause.Malformed, await CauseOf("1e20"));
        Assert.Equal(RefusalCause.Malformed, await CauseOf("\"4000000000\""));
        Assert.Equal(RefusalCause.Malformed, await CauseOf("\"123\""));
        Assert.Equal(RefusalCause.Malformed, await CauseOf("null"));
        Assert.Equal(RefusalCause.Malformed, await CauseOf("true"));

        Task<RefusalCause?> CauseOf(string time) => lab.CauseOf(Jwt.ForgeHs256(Hs256, Payload(exp: claim == "exp" ? time : $"4000000000,\"{claim}\":{time}")));
    }

    [Theory]
    [InlineData(VerifySignatures.OncePerToken)]
    [InlineData(VerifySignatures.Always)]
    public async Task Both_ways_of_verifying_decide_alike_at_every_request(VerifySignatures verify)
    {
        var lab = new Lab(api: new ApiSettings { VerifySignatures = verify });
        var token = await lab.NewToken();

        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await lab.CauseOf(token));
            Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(JwtTests.Altered(token)));
        }
    }

    [Fact]
    public async Task A_node_knows_a_token_from_exactly_its_delay_on()
    {
        var lab = new Lab { TokenDelay = TimeSpan.FromMilliseconds(800) };
        var token = await lab.NewToken();

        // Only reference time counts: the nodes' own clocks stand still.
        lab.Reference.Advance(TimeSpan.FromMilliseconds(800) - Lab.Tick);
        Assert.Equal(RefusalCause.NotPropagated, await lab.CauseOf(token));
        lab.Reference.Advance(Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.Reference.Advance(Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_node_knows_a_revocation_from_exactly_its_delay_on_and_revoking_again_changes_nothing()
    {
        var lab = new Lab { RevocationDelay = TimeSpan.FromSeconds(2) };
        var token = await lab.NewToken();
        lab.Idp.Revoke(lab.Idp.NewestToken!);

        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        Assert.Null(await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(token));
        Assert.Equal(TimeSpan.Zero, lab.Idp.NewestToken!.RevokedAtReference);
    }

    [Fact]
    public async Task Propagation_is_judged_before_revocation_and_revocation_before_lifetime()
    {
        var lab = new Lab { TokenDelay = TimeSpan.FromHours(3) };
        var token = await lab.NewToken();
        lab.Idp.Revoke(lab.Idp.NewestToken!);
        lab.Advance(TimeSpan.FromHours(2));

        Assert.Equal(RefusalCause.NotPropagated, await lab.CauseOf(token));
        lab.TokenDelay = TimeSpan.Zero;
        Assert.Equal(RefusalCause.Revoked, await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_token_is_judged_alike_before_and_after_the_node_has_met_more_than_it_remembers()
    {
        var lab = new Lab();
        var token = await lab.NewToken();
        Assert.Null(await lab.CauseOf(token));

        for (var i = 0; i < 10_000; i++)
            Assert.Equal(RefusalCause.Malformed, await lab.CauseOf($"x{i}"));

        Assert.Null(await lab.CauseOf(token));
    }

    private static Lab SharedSecretLab() => new(new IdpSettings { Algorithm = SigningAlgorithm.HS256 });

    private static string Payload(string audience = "\"https://api.skewlab.example\"", string? exp = null) =>
        $$"""{"iss":"http://idp.test","aud":{{audience}},"exp":{{exp ?? $"{Lab.Noon.ToUnixTimeSeconds() + 60}"}},"scope":"users:readonly"}""";
}
