namespace SkewLab.Client.Tests.Unauthorized;

public class MakeBeforeBreakTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task The_previous_token_is_sent_until_a_tick_before_the_hold_down_ends()
    {
        using var bench = await RefreshedBench();

        bench.Time.Advance(TimeSpan.FromSeconds(2) - Tick);
        await bench.GetAsync();
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal([1, 1, 2], bench.Sent[1..]);
    }

    [Fact]
    public async Task Propagation_shorter_than_the_hold_down_costs_no_401_on_the_wire()
    {
        using var bench = await RefreshedBench();
        var knownAt = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(1.9);
        var refusals = 0;
        bench.Network.Api = token =>
        {
            if (token == 1 || bench.Time.GetUtcNow() >= knownAt)
                return FakeNetwork.Ok();
            refusals++;
            return FakeNetwork.Refuse();
        };

        for (var call = 0; call < 50; call++)
        {
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(0, refusals);
        Assert.Equal(2, bench.Sent[^1]);
    }

    [Fact]
    public async Task A_refused_previous_token_promotes_the_current_one_at_once()
    {
        using var bench = await RefreshedBench();
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal([1, 2, 2], bench.Sent[2..]);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task An_IdP_that_revokes_on_refresh_is_learned_from_one_refusal()
    {
        using var bench = await RefreshedBench();
        bench.Network.Api = token => token < bench.TokenRequests ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        await bench.GetAsync();
        Assert.Equal([1, 2], bench.Sent[2..]);

        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        await bench.GetAsync();

        // The second renewal is used at once: its predecessor is not tried again.
        Assert.Equal([3, 3], bench.Sent[4..]);
    }

    [Fact]
    public async Task A_young_token_that_one_node_accepts_and_another_refuses_does_not_look_like_an_IdP_that_revokes_on_refresh()
    {
        using var bench = await RefreshedBench();
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, await bench.GetAsync());
        bench.Network.Api = token => token == 2 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([2, 2, 1], bench.Sent[2..]);

        bench.Network.Api = _ => FakeNetwork.Ok();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        await bench.GetAsync();

        Assert.Equal(3, bench.TokenRequests);
        Assert.Equal([2, 2], bench.Sent[^2..]);
    }

    [Fact]
    public async Task Two_tokens_revoked_together_do_not_look_like_an_IdP_that_revokes_on_refresh()
    {
        using var bench = await RefreshedBench();
        bench.Network.Api = token => token < 3 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal((1, 3), (bench.Sent[2], bench.Sent[^1]));

        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        await bench.GetAsync();

        Assert.Equal(4, bench.TokenRequests);
        Assert.Equal([3, 3], bench.Sent[^2..]);
    }

    [Fact]
    public async Task A_token_that_nobody_used_is_renewed_at_once_where_its_predecessor_is_refused_too()
    {
        using var bench = await RefreshedBench();
        bench.Network.Api = token => token < 3 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal([2, 1, 3], bench.Sent[2..]);
    }

    [Fact]
    public async Task A_young_token_refused_after_the_hold_down_gives_way_to_the_previous_one_and_lengthens_the_hold_down()
    {
        using var bench = await RefreshedBench();
        var knownAt = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(4);
        bench.Network.Api = token => token == 2 && bench.Time.GetUtcNow() < knownAt ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        bench.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([2, 1], bench.Sent[2..]);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal(2, bench.Sent[^1]);

        // It was five seconds old when it was accepted: that is the hold-down of the next renewal.
        bench.Time.Advance(TimeSpan.FromSeconds(3535));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5) - Tick);
        await bench.GetAsync();
        Assert.Equal(2, bench.Sent[^1]);
        bench.Time.Advance(Tick);
        await bench.GetAsync();
        Assert.Equal(3, bench.Sent[^1]);
    }

    [Fact]
    public async Task A_token_that_nobody_accepts_is_tried_once_per_longest_hold_down_and_never_renewed_while_the_previous_one_lives()
    {
        using var bench = await RefreshedBench();
        var knownAt = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(13);
        bench.Network.Api = token => token == 2 && bench.Time.GetUtcNow() < knownAt ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        for (var second = 0; second < 20; second++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(200, await bench.GetAsync());
        }

        // Received at 0: tried at 2 s, when the hold-down ends, at 5 s and at 10 s, each time in vain; at 15 s it is known.
        Assert.Equal([1, 2, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2], bench.Sent[2..]);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_first_token_that_one_node_knows_and_another_refuses_is_waited_for_until_the_longest_hold_down()
    {
        using var bench = new Bench();
        var nodes = 0;
        // Two nodes in turn: one knows the token at once, the other 4.5 s after its issue.
        var knownAt = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(4.5);
        bench.Network.Api = _ => ++nodes % 2 == 1 && bench.Time.GetUtcNow() < knownAt ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        await bench.GetAsync();

        bench.Time.Advance(TimeSpan.FromSeconds(3));
        var call = bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(200, await call);
        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task The_previous_token_is_not_sent_past_its_own_limit()
    {
        using var bench = new Bench(options => (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0));
        await bench.GetAsync();

        // H is 3599 s after send, and the renewal starts only a second before it.
        bench.Time.Advance(TimeSpan.FromSeconds(3598));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(1) - Tick);
        await bench.GetAsync();
        bench.Time.Advance(Tick);
        await bench.GetAsync();

        Assert.Equal([1, 1, 1, 2], bench.Sent);
    }

    // One token accepted, a second one just received: H is about 3592 s after send, and R at most 75 s before it.
    private static async Task<Bench> RefreshedBench()
    {
        var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        Assert.Equal(2, bench.TokenRequests);
        Assert.Equal([1, 1], bench.Sent);
        return bench;
    }
}
