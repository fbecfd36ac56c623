using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

public class PostRefreshDelayTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(null, 1)]
    [InlineData("00:00:03", 3)]
    public async Task A_new_token_is_held_back_for_the_delay_and_not_a_tick_longer(string? delay, int seconds)
    {
        var bench = new Bench();
        using var client = delay is null ? bench.Client<PostRefreshDelay>() : bench.Client<PostRefreshDelay>(("delay", delay));
        var call = client.GetAsync("/");

        bench.Clock.Advance(seconds * Second - Tick);
        Assert.Empty(bench.Sent);
        bench.Clock.Advance(Tick);
        Assert.Equal([1], bench.Sent);

        await call;
    }

    [Fact]
    public async Task The_lifetime_counts_from_the_answer_and_not_from_the_end_of_the_delay()
    {
        var bench = new Bench { RoundTrip = TimeSpan.FromSeconds(4) };
        using var client = bench.Client<PostRefreshDelay>();
        var received = await FirstCallAsync(bench, client);

        bench.Clock.Now = received + TimeSpan.FromSeconds(600) - Tick;
        await client.GetAsync("/");
        bench.Clock.Now = received + TimeSpan.FromSeconds(600);
        var late = client.GetAsync("/");
        bench.Clock.Advance(Second);
        await late;

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task Without_a_lock_everyone_who_meets_the_expired_token_refreshes_and_waits()
    {
        var bench = new Bench();
        using var client = bench.Client<PostRefreshDelay>();

        await MeetAnExpiredTokenAsync(bench, client);

        Assert.Equal(4, bench.TokenRequests.Count);
        Assert.Equal([1, 2, 3, 4], bench.Sent);
    }

    [Fact]
    public async Task With_the_lock_one_refreshes_and_the_others_take_its_token()
    {
        var bench = new Bench();
        using var client = bench.Client<PostRefreshDelayLocked>();

        await MeetAnExpiredTokenAsync(bench, client);

        Assert.Equal(2, bench.TokenRequests.Count);
        Assert.Equal([1, 2, 2, 2], bench.Sent);
    }

    [Fact]
    public async Task Without_a_lock_a_caller_that_does_not_find_the_token_expired_sends_it_during_the_refresh()
    {
        var bench = new Bench();
        using var client = bench.Client<PostRefreshDelay>();

        await CallBesideARefreshAsync(bench, client, isStalled: false);

        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task With_the_lock_every_caller_stalls_for_the_refresh()
    {
        var bench = new Bench();
        using var client = bench.Client<PostRefreshDelayLocked>();

        await CallBesideARefreshAsync(bench, client, isStalled: true);

        Assert.Equal([1, 2, 2], bench.Sent);
    }

    [Fact]
    public async Task Client_id_and_secret_travel_in_the_form()
    {
        var bench = new Bench();
        using var client = bench.Client<PostRefreshDelay>(ClientGrant.RefreshToken);
        await FirstCallAsync(bench, client);

        Assert.Equal(["grant_type=refresh_token&refresh_token=first&client_id=client&client_secret=secret"], bench.TokenRequests);
        Assert.Equal("", bench.TokenHeaders[0]);
    }

    [Fact]
    public async Task A_401_surfaces_without_a_retry()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<PostRefreshDelay>();
        await FirstCallAsync(bench, client);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);
        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_refused_refresh_raises_where_the_body_has_no_token_and_releases_the_lock()
    {
        var bench = new Bench { Idp = ordinal => ordinal == 1 ? HttpStatusCode.BadRequest : HttpStatusCode.OK };
        using var client = bench.Client<PostRefreshDelayLocked>();

        await Assert.ThrowsAsync<KeyNotFoundException>(() => client.GetAsync("/"));
        await FirstCallAsync(bench, client);

        Assert.Equal([2], bench.Sent);
    }

    // Returns when the answer came.
    private static async Task<DateTimeOffset> FirstCallAsync(Bench bench, HttpClient client)
    {
        var call = client.GetAsync("/");
        var received = bench.Clock.Now;
        bench.Clock.Advance(Second);
        await call;
        return received;
    }

    private static async Task MeetAnExpiredTokenAsync(Bench bench, HttpClient client)
    {
        await FirstCallAsync(bench, client);
        bench.Clock.Advance(TimeSpan.FromSeconds(600));
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();
        bench.Clock.Advance(Second);
        await Task.WhenAll(calls);
    }

    // The wall clock steps back by a minute while the refresh waits, so that the other caller finds the old token good.
    private static async Task CallBesideARefreshAsync(Bench bench, HttpClient client, bool isStalled)
    {
        await FirstCallAsync(bench, client);
        bench.Clock.Advance(TimeSpan.FromSeconds(600));
        var refreshing = client.GetAsync("/");
        bench.Clock.Now -= TimeSpan.FromMinutes(1);
        var other = client.GetAsync("/");

        Assert.Equal(isStalled, !other.IsCompleted);

        bench.Clock.Advance(Second);
        await Task.WhenAll(refreshing, other);
    }
}
