using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>A node that keeps a copy of the key set: when it fetches, and what it takes for true meanwhile.</summary>
public class KeySetCacheTests
{
    // jose's numbers.
    private static readonly KeySetCache Cache = new(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30));

    [Fact]
    public async Task An_unknown_kid_is_asked_for_at_exactly_the_cool_down_and_not_a_tick_sooner()
    {
        var lab = NewLab();
        await lab.CauseOf(await lab.NewToken());
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        var token = await lab.NewToken();

        lab.Advance(TimeSpan.FromSeconds(30) - Lab.Tick);
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public async Task The_sentence_counts_from_the_fetch_and_the_arithmetic_from_the_publication()
    {
        var lab = NewLab();
        await lab.CauseOf(await lab.NewToken());
        lab.Advance(TimeSpan.FromSeconds(9));
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        lab.Advance(TimeSpan.FromSeconds(3));

        var refusal = (await lab.Get(await lab.NewToken())).Decision.Refusal!;

        Assert.Equal(
            "kid \"key-2\" was published 3 s ago; api-2 fetched the key set 12 s ago and asks again 30 s after a fetch: 18 s too early; send the same token again",
            refusal.Sentence());
        // 3 s after its publication, and 18 s too early: the node learns of the key 21 s after its publication.
        Assert.Equal((3, 21, 18), (refusal.Since!.Value.TotalSeconds, refusal.LearnsAfter!.Value.TotalSeconds, refusal.Margin!.Value.TotalSeconds));
    }

    [Fact]
    public async Task The_first_need_fetches_so_a_node_that_never_asked_knows_a_new_key_at_once()
    {
        var lab = NewLab();
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);

        Assert.Null(await lab.CauseOf(await lab.NewToken()));
    }

    [Fact]
    public async Task A_retired_key_is_good_until_the_copy_is_as_old_as_its_maximum_age()
    {
        var lab = NewLab();
        var token = await lab.NewToken();
        await lab.CauseOf(token);
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromMinutes(1));

        lab.Advance(TimeSpan.FromMinutes(10) - Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        var refusal = (await lab.Get(token)).Decision.Refusal!;

        Assert.Equal(RefusalCause.RetiredKid, refusal.Cause);
        Assert.Equal("kid \"key-1\" left the IdP's key set 9 min ago and api-2 fetched the key set 0 s ago: get a token signed by a current key", refusal.Sentence());
        Assert.Equal(TimeSpan.Zero, refusal.Margin);
    }

    [Fact]
    public async Task A_copy_ages_on_the_nodes_own_elapsed_clock()
    {
        var lab = NewLab();
        var token = await lab.NewToken();
        await lab.CauseOf(token);
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);

        lab.Reference.Advance(TimeSpan.FromMinutes(20));
        lab.ApiClock.Set(Lab.Noon + TimeSpan.FromMinutes(20));
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_kid_from_elsewhere_spends_the_cool_down_of_a_real_new_key()
    {
        var lab = NewLab();
        await lab.CauseOf(await lab.NewToken());
        lab.Advance(TimeSpan.FromSeconds(30));
        var stranger = Jwt.ForgeHs256("""{"alg":"HS256","kid":"x"}""", """{"exp":1}""");
        var refusal = (await lab.Get(stranger)).Decision.Refusal!;
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        var token = await lab.NewToken();

        lab.Advance(TimeSpan.FromSeconds(29));

        Assert.Equal("kid \"x\" is in no key set of the IdP: the token comes from elsewhere", refusal.Sentence());
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_fetch_at_the_instant_of_a_rotation_sees_what_came_before_it()
    {
        var lab = NewLab();
        await lab.CauseOf(await lab.NewToken());
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(await lab.NewToken()));
    }

    [Fact]
    public async Task Propagation_still_delays_what_a_fetch_sees_and_the_next_fetch_waits_for_the_cool_down()
    {
        var lab = NewLab();
        lab.KeyDelay = TimeSpan.FromSeconds(2);
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        var token = await lab.NewToken();

        // The fetch comes 2 s - 1 tick after the publication.
        lab.Advance(TimeSpan.FromSeconds(2) - Lab.Tick);
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(token));
        lab.Advance(TimeSpan.FromSeconds(30) - Lab.Tick);
        Assert.Equal(RefusalCause.UnknownKid, await lab.CauseOf(token));
        lab.Advance(Lab.Tick);
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public async Task Without_a_cool_down_only_propagation_keeps_a_key_away()
    {
        var lab = new Lab(api: new ApiSettings { KeySetCache = new(TimeSpan.FromMinutes(10), TimeSpan.Zero) }) { KeyDelay = TimeSpan.FromSeconds(10) };
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        var token = await lab.NewToken();
        lab.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(
            "kid \"key-2\" was published 3 s ago and api-2 learns of it 10 s after publication: 7 s too early; send the same token again",
            (await lab.Get(token)).Decision.Refusal!.Sentence());
        lab.Advance(TimeSpan.FromSeconds(7));
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public async Task A_cool_down_longer_than_the_maximum_age_ends_with_it()
    {
        var lab = new Lab(api: new ApiSettings { KeySetCache = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)) });
        await lab.CauseOf(await lab.NewToken());
        lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.FromHours(1));
        var token = await lab.NewToken();

        Assert.EndsWith("asks again 5 s after a fetch: 5 s too early; send the same token again", (await lab.Get(token)).Decision.Refusal!.Sentence());
        lab.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await lab.CauseOf(token));
    }

    [Fact]
    public void Negative_durations_are_refused()
    {
        AssertRefused(new(-Lab.Tick, Lab.Tick), "A key set's age is 0s to 36500d, for example 10m.");
        AssertRefused(Cache with { CoolDown = -Lab.Tick }, "A key set's cool-down is 0s to 36500d, for example 30s.");

        static void AssertRefused(KeySetCache cache, string message) => Assert.StartsWith(
            message, Assert.Throws<ArgumentOutOfRangeException>(() => new Lab().Api.Settings = new() { KeySetCache = cache }).Message, StringComparison.Ordinal);
    }

    private static Lab NewLab() => new(api: new ApiSettings { KeySetCache = Cache });
}
