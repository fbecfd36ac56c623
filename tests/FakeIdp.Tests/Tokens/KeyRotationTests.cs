using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Key rotation: who signs, what is published, and when nodes learn of it.</summary>
public class KeyRotationTests
{
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Retire = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_new_key_is_published_at_once_signs_after_the_lead_and_the_old_one_leaves_after_the_retirement()
    {
        var lab = new Lab();

        lab.Idp.RotateKeys(Lead, Retire);

        Assert.Equal("key-1 key-2", await Published(lab));
        Assert.Equal("key-1", await SigningKid(lab));
        lab.Advance(Lead - Lab.Tick);
        Assert.Equal("key-1", await SigningKid(lab));
        lab.Advance(Lab.Tick);
        Assert.Equal("key-2", await SigningKid(lab));
        lab.Advance(Retire - Lab.Tick);
        Assert.Equal("key-1 key-2", await Published(lab));
        lab.Advance(Lab.Tick);
        Assert.Equal("key-2", await Published(lab));
    }

    [Fact]
    public async Task A_retirement_beyond_the_end_of_time_never_comes_and_neither_does_such_a_switch()
    {
        var lab = new Lab();
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.MaxValue);
        lab.Idp.RotateKeys(TimeSpan.MaxValue, TimeSpan.MaxValue);

        lab.Advance(TimeSpan.FromDays(36_500));

        Assert.Equal("key-1 key-2 key-3", await Published(lab));
        Assert.Equal("key-2", await SigningKid(lab));
    }

    [Fact]
    public async Task A_node_does_not_know_a_key_until_it_has_learnt_of_it()
    {
        var lab = new Lab { KeyDelay = TimeSpan.FromSeconds(3) };
        lab.Idp.RotateKeys(TimeSpan.Zero, Retire);
        var token = await lab.NewToken();

        lab.Advance(TimeSpan.FromSeconds(3) - Lab.Tick);
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        Assert.Equal(2, lab.Idp.NewestToken!.KeyOrdinal);
    }

    [Fact]
    public async Task A_node_accepts_a_retired_key_until_it_has_learnt_of_the_retirement()
    {
        var lab = new Lab { KeyDelay = TimeSpan.FromSeconds(3) };
        var token = await lab.NewToken();
        lab.Idp.RotateKeys(TimeSpan.Zero, Retire);

        lab.Advance(Retire + TimeSpan.FromSeconds(3) - Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Equal(RefusalCause.RetiredKid, await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_second_rotation_before_the_first_switch_keeps_the_keys_order()
    {
        var lab = new Lab();

        lab.Idp.RotateKeys(Lead, Retire);
        lab.Idp.RotateKeys(TimeSpan.Zero, Retire);

        Assert.Equal("key-1", await SigningKid(lab));
        lab.Advance(Lead);
        Assert.Equal("key-3", await SigningKid(lab));
    }

    [Fact]
    public async Task Another_algorithm_takes_effect_with_the_next_key()
    {
        var lab = new Lab();
        var old = await lab.NewToken();

        lab.Idp.Settings = lab.Idp.Settings with { Algorithm = SigningAlgorithm.HS256 };
        Assert.Equal("ES256", Jwt.Header(await lab.NewToken()).GetProperty("alg").GetString());
        lab.Idp.RotateKeys(TimeSpan.Zero, Retire);
        var next = await lab.NewToken();

        Assert.Equal("HS256", Jwt.Header(next).GetProperty("alg").GetString());
        Assert.Equal((null, null), (await lab.CauseOf(old), await lab.CauseOf(next)));
    }

    [Fact]
    public void Negative_durations_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lab().Idp.RotateKeys(-Lab.Tick, TimeSpan.Zero));

    private static async Task<string> SigningKid(Lab lab) => Jwt.Header(await lab.NewToken()).GetProperty("kid").GetString()!;

    private static async Task<string> Published(Lab lab)
    {
        var reply = await Lab.Send(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"));
        return string.Join(' ', reply.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()));
    }
}
