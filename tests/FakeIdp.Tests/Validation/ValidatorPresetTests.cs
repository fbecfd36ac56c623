using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Every row of the table of validators, one tick to each side of each of its edges.</summary>
public class ValidatorPresetTests
{
    private static readonly DateTimeOffset Expiry = Lab.Noon + TimeSpan.FromHours(1);

    // name, leeway in seconds, ticks from exp + leeway to the first refusal, nbf checked, iat checked
    public static TheoryData<string, int, long, bool, bool> Rows => new()
    {
        { "jose", 0, 0, true, false },
        { "jsonwebtoken", 0, 0, true, false },
        { "golang-jwt", 0, 0, true, false },
        { "pyjwt", 0, 0, true, true },
        { "authlib", 0, TimeSpan.TicksPerSecond, true, false },
        { "express-oauth2", 5, 0, true, false },
        { "oauth4webapi", 30, 0, true, false },
        { "spring", 60, 1, true, false },
        { "envoy", 60, TimeSpan.TicksPerSecond, true, false },
        { "microsoft", 300, 1, true, false },
        { "google-auth", 300, TimeSpan.TicksPerSecond, false, true },
    };

    [Fact]
    public void The_table_has_these_rows_and_jose_is_the_default()
    {
        Assert.Equal(Rows.Select(row => (string)row[0]), ValidatorPreset.All.Select(preset => preset.Name));
        Assert.Same(ValidatorPreset.Find("jose"), new ApiSettings().Validator);
        Assert.Null(ValidatorPreset.Find("Jose"));
        Assert.All(ValidatorPreset.All, preset => Assert.NotEqual("", preset.Source));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Exp_ends_a_token_at_the_validators_own_edge(string name, int leeway, long firstRefused, bool nbf, bool iat)
    {
        _ = (nbf, iat);
        var edge = Expiry + TimeSpan.FromSeconds(leeway) + new TimeSpan(firstRefused);

        Assert.Null(await CauseAt(name, edge - Lab.Tick, notBefore: true));
        Assert.Equal(RefusalCause.Expired, await CauseAt(name, edge, notBefore: true));
        Assert.Equal(RefusalCause.Expired, await CauseAt(name, edge + Lab.Tick, notBefore: true));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Nbf_begins_a_token_at_the_leeway_before_it(string name, int leeway, long firstRefused, bool nbf, bool iat)
    {
        _ = (firstRefused, iat);
        var edge = Lab.Noon - TimeSpan.FromSeconds(leeway);

        // google-auth does not look at nbf; its rule for iat stands at the same edge.
        Assert.Equal(nbf ? RefusalCause.NotYetValid : RefusalCause.IssuedInFuture, await CauseAt(name, edge - Lab.Tick, notBefore: true));
        Assert.Null(await CauseAt(name, edge, notBefore: true));
        Assert.Null(await CauseAt(name, edge + Lab.Tick, notBefore: true));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Iat_in_the_future_is_refused_only_by_those_who_check_it(string name, int leeway, long firstRefused, bool nbf, bool iat)
    {
        _ = (firstRefused, nbf);
        var edge = Lab.Noon - TimeSpan.FromSeconds(leeway);

        Assert.Equal(iat ? RefusalCause.IssuedInFuture : null, await CauseAt(name, edge - Lab.Tick, notBefore: false));
        Assert.Equal(iat ? RefusalCause.IssuedInFuture : null, await CauseAt(name, edge - TimeSpan.FromHours(1), notBefore: false));
        Assert.Null(await CauseAt(name, edge, notBefore: false));
    }

    [Fact]
    public async Task Leeway_and_the_check_of_iat_can_be_overridden()
    {
        var strict = ValidatorPreset.Jose with { Leeway = TimeSpan.FromSeconds(2), ChecksIssuedAt = true };

        Assert.Equal(RefusalCause.IssuedInFuture, await CauseAt(strict, Lab.Noon - TimeSpan.FromSeconds(2) - Lab.Tick, notBefore: false));
        Assert.Null(await CauseAt(strict, Lab.Noon - TimeSpan.FromSeconds(2), notBefore: false));
        Assert.Null(await CauseAt(strict, Expiry + TimeSpan.FromSeconds(2) - Lab.Tick, notBefore: false));
        Assert.Equal(
            [new("validator.leeway", -Lab.Tick, "A leeway is 0s to 36500d, for example 5s.")],
            new ApiSettings { Validator = strict with { Leeway = -Lab.Tick } }.Check());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lab(new IdpSettings { AssertionValidator = strict with { Leeway = -Lab.Tick } }));
    }

    private static Task<RefusalCause?> CauseAt(string name, DateTimeOffset apiNow, bool notBefore) => CauseAt(ValidatorPreset.Find(name)!, apiNow, notBefore);

    private static async Task<RefusalCause?> CauseAt(ValidatorPreset validator, DateTimeOffset apiNow, bool notBefore)
    {
        var lab = new Lab(new IdpSettings { Format = TokenFormat.Opaque, NotBefore = notBefore }, new ApiSettings { Validator = validator });
        var token = await lab.NewToken();
        lab.ApiClock.Set(apiNow);
        return await lab.CauseOf(token);
    }
}
