using System.Net;

namespace SkewLab.Comparators.Tests;

public class ExpMinus5sTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(null, 5)]
    [InlineData("00:00:10", 10)]
    public async Task A_token_is_used_while_at_least_the_buffer_remains_to_exp(string? buffer, int seconds)
    {
        var bench = new Bench();
        using var client = buffer is null ? bench.Client<ExpMinus5s>() : bench.Client<ExpMinus5s>(("buffer", buffer));
        await client.GetAsync("/");

        // The clock starts at a whole second, so exp is 600 s from then.
        var limit = bench.Clock.Now + TimeSpan.FromSeconds(600 - seconds);
        await bench.CallAtAsync(client, limit - Tick, limit, limit + Tick);

        Assert.Equal([1, 1, 1, 2], bench.Sent);
    }

    [Fact]
    public async Task A_client_an_hour_ahead_of_the_idp_refreshes_on_every_call()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromHours(-1) };
        using var client = bench.Client<ExpMinus5s>();

        for (var call = 0; call < 3; call++)
            await client.GetAsync("/");

        Assert.Equal([1, 2, 3], bench.Sent);
    }

    [Fact]
    public async Task A_client_an_hour_behind_the_idp_keeps_a_token_for_an_hour_after_its_end()
    {
        var bench = new Bench { IdpAhead = TimeSpan.FromHours(1) };
        using var client = bench.Client<ExpMinus5s>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromHours(1) + TimeSpan.FromSeconds(595);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_401_is_neither_retried_nor_remembered()
    {
        var bench = new Bench { Api = _ => HttpStatusCode.Unauthorized };
        using var client = bench.Client<ExpMinus5s>();

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/")).StatusCode);

        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task Concurrent_callers_refresh_concurrently()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<ExpMinus5s>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        Assert.Equal(3, bench.TokenRequests.Count);

        gate.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task An_opaque_token_is_sent_once_and_raises_before_each_later_call()
    {
        var bench = new Bench { IsOpaque = true };
        using var client = bench.Client<ExpMinus5s>();
        await client.GetAsync("/");

        var failure = await Assert.ThrowsAsync<FormatException>(() => client.GetAsync("/"));

        Assert.Equal("Failed to decode token claims: the token is no JWT.", failure.Message);
        Assert.Equal([1], bench.Sent);
    }

    [Fact]
    public async Task A_JWT_without_exp_raises_before_each_later_call()
    {
        var bench = new Bench { Claims = iat => $$"""{"iat":{{iat}}}""" };
        using var client = bench.Client<ExpMinus5s>();
        await client.GetAsync("/");

        var failure = await Assert.ThrowsAsync<KeyNotFoundException>(() => client.GetAsync("/"));

        Assert.Equal("exp", failure.Message);
    }

    [Fact]
    public async Task A_refused_refresh_is_not_noticed_and_the_old_token_goes_out_again()
    {
        var bench = new Bench { Idp = ordinal => ordinal == 1 ? HttpStatusCode.OK : HttpStatusCode.BadRequest };
        using var client = bench.Client<ExpMinus5s>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromHours(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1], bench.Sent);
        Assert.Equal(2, bench.TokenRequests.Count);
    }
}
