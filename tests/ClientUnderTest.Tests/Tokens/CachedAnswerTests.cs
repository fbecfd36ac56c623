using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

/// <summary>IdPs that hand out a token they have handed out before.</summary>
public class CachedAnswerTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_repeated_token_is_asked_for_again_after_a_tenth_of_what_is_left_and_not_a_tick_before()
    {
        using var bench = CachingBench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3600 - 300));
        await bench.GetAsync();
        Assert.Equal(2, bench.TokenRequests);

        // H is 3599 s after send, so 299 s are left and a tenth is 29.9 s.
        bench.Time.Advance(TimeSpan.FromSeconds(29.9) - Tick);
        await bench.GetAsync();
        Assert.Equal(2, bench.TokenRequests);
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal(3, bench.TokenRequests);
    }

    [Fact]
    public async Task An_IdP_that_repeats_one_token_until_its_end_is_no_storm_and_costs_no_call()
    {
        using var bench = CachingBench();

        // Five calls a second for two lifetimes.
        for (var call = 0; call < 36_000; call++)
        {
            Assert.Equal(200, await bench.GetAsync());
            bench.Time.Advance(TimeSpan.FromMilliseconds(200));
        }

        // From R, at most 375 s before H, to the 29 s before it where the cache ends: ln(375 / 29) / ln(1 / 0.9) = 24.3 times a tenth.
        Assert.InRange(bench.TokenRequests, 3, 2 * 26 + 3);
    }

    [Theory]
    [InlineData("3600")]
    [InlineData("120")]
    [InlineData("9223372036854775807")]
    public async Task A_repetition_never_makes_a_token_live_longer_whatever_it_says_is_left(string expiresIn)
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n => Task.FromResult(n == 1 ? FakeNetwork.Grant(1) : n == 2 ? FakeNetwork.Grant(1, expiresIn) : FakeNetwork.Grant(3));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3598));
        await bench.GetAsync();
        Assert.Equal(2, bench.TokenRequests);

        // A tick before H it is sent; at H it is not.
        bench.Time.Advance(TimeSpan.FromSeconds(1) - Tick);
        await bench.GetAsync();
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal([1, 1, 1, 3], bench.Sent);
    }

    [Fact]
    public async Task A_repetition_that_says_less_is_left_is_believed()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n => Task.FromResult(n == 1 ? FakeNetwork.Grant(1) : n == 2 ? FakeNetwork.Grant(1, "11") : FakeNetwork.Grant(3));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();

        // 11 s less the whole second.
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        await bench.GetAsync();

        Assert.Equal([1, 1, 3], bench.Sent);
    }

    [Fact]
    public async Task A_token_repeated_past_its_limit_is_sent_on_the_IdPs_word_and_asked_for_once_a_second()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromHours(2));

        for (var call = 0; call < 100; call++)
        {
            Assert.Equal(200, await bench.GetAsync());
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(1 + 10, bench.TokenRequests);
    }

    [Fact]
    public void From_its_limit_on_a_repeated_token_is_asked_for_once_a_second_and_not_a_tick_before()
    {
        var token = new AccessToken(
            "secret-token-0001", 1, new TokenLifetime(TimeSpan.Zero, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60)), TimeSpan.Zero);

        Assert.Equal(TimeSpan.Zero, TokenGenerations.PauseAfterRepetition(token, TimeSpan.FromSeconds(60) - Tick));
        Assert.Equal(TimeSpan.FromSeconds(1), TokenGenerations.PauseAfterRepetition(token, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void A_new_token_with_no_later_limit_is_not_renewed_before_a_tenth_of_its_rest()
    {
        var generations = new TokenGenerations(new SkewAwareOptions { MaxAhead = TimeSpan.Zero, MaxDriftPpm = 0, Random = () => 0.5 });
        generations.Adopt(Answer(1, 3600), TimeSpan.Zero, TimeSpan.Zero);

        var (token, isNew) = generations.Adopt(Answer(2, 60), TimeSpan.Zero, TimeSpan.FromSeconds(19));

        // 60 - 1 - 19 = 40 s from send, and a tenth of the 21 s that are left at 19 s is 2.1 s; the schedule says 40 - 16 - 2 = 22 s.
        Assert.True(isNew);
        Assert.Equal(TimeSpan.FromSeconds(40), token.Lifetime.HardLimit);
        Assert.Equal(TimeSpan.FromSeconds(22), token.Lifetime.RefreshAt);

        // Here nine seconds later: 60 - 1 - 28 = 31 s, schedule 31 - 12.4 - 1.55 = 17.05 s, which is over; a tenth of the 3 s left is less than the least wait.
        var late = generations.Adopt(Answer(3, 60), TimeSpan.Zero, TimeSpan.FromSeconds(28)).Token;
        Assert.Equal(TimeSpan.FromSeconds(29), late.Lifetime.RefreshAt);
    }

    [Fact]
    public void What_an_older_token_has_left_says_nothing_of_the_newest()
    {
        var generations = new TokenGenerations(new SkewAwareOptions { MaxAhead = TimeSpan.Zero, MaxDriftPpm = 0, Random = () => 0.5 });
        generations.Adopt(Answer(1, 3600), TimeSpan.Zero, TimeSpan.Zero);
        generations.Adopt(Answer(2, 3600), TimeSpan.Zero, TimeSpan.Zero);

        var (token, isNew) = generations.Adopt(Answer(1, 60), TimeSpan.Zero, TimeSpan.Zero);

        Assert.False(isNew);
        Assert.Equal((2, TimeSpan.FromSeconds(3599)), (token.Generation, token.Lifetime.HardLimit));
    }

    [Fact]
    public async Task A_repeated_token_does_not_become_young_again()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        bench.Network.Api = _ => FakeNetwork.Refuse();
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n));

        await bench.GetAsync();

        // Mature: it is renewed at once; a young one would be waited for.
        Assert.Equal([1, 1, 1, 3], bench.Sent[..4]);
    }

    [Fact]
    public async Task A_refused_token_that_the_IdP_repeats_is_not_forced_again_before_a_tenth_of_its_rest()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(bench.Time.GetUtcNow().Minute < 50 ? 1 : 2));
        bench.Network.Api = token => token == 1 && bench.TokenRequests > 0 && bench.Time.GetUtcNow().Minute >= 10 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(601));

        // 2998 s are left at the first 401: the next question comes 299.8 s later.
        for (var call = 0; call < 299; call++)
        {
            Assert.Equal(401, await bench.GetAsync());
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, bench.TokenRequests);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await bench.GetAsync();
        Assert.Equal(3, bench.TokenRequests);
    }

    [Fact]
    public async Task Two_caches_that_take_turns_are_no_reason_to_go_back_to_the_older_token()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = n => Task.FromResult(FakeNetwork.Grant(n == 3 ? 1 : n));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        await bench.GetAsync();

        Assert.Equal(3, bench.TokenRequests);
        Assert.Equal(2, bench.Sent[^1]);
    }

    [Fact]
    public async Task A_repeated_token_of_unknown_life_is_kept_and_not_asked_for()
    {
        using var bench = PerfectBench();
        bench.Network.Idp = _ =>
            Task.FromResult(FakeNetwork.Json(System.Net.HttpStatusCode.OK, "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\"}"));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => bench.Sent.Length == 2 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(2, bench.TokenRequests);
    }

    private static TokenResponse Answer(int ordinal, int expiresIn) =>
        TokenResponse.Parse(FakeNetwork.Grant(ordinal, expiresIn.ToString()).Content.ReadAsByteArrayAsync().GetAwaiter().GetResult(), out _)!;

    // One token from the cache until 30 s before its end, with what is left of it; margin and jitter take 375 s at most.
    private static Bench CachingBench()
    {
        var bench = PerfectBench(options => options.Margin = TimeSpan.FromSeconds(300));
        var (ordinal, end) = (0, DateTimeOffset.UnixEpoch);
        bench.Network.Idp = _ =>
        {
            var now = bench.Time.GetUtcNow();
            if (now >= end - TimeSpan.FromSeconds(30))
                (ordinal, end) = (ordinal + 1, now + TimeSpan.FromHours(1));
            return Task.FromResult(FakeNetwork.Grant(ordinal, ((int)(end - now).TotalSeconds).ToString()));
        };
        return bench;
    }

    private static Bench PerfectBench(Action<SkewAwareOptions>? configure = null) => new(options =>
    {
        (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0);
        configure?.Invoke(options);
    });
}
