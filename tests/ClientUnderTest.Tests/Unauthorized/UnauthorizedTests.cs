using System.Net;

namespace SkewLab.Client.Tests.Unauthorized;

public class UnauthorizedTests
{
    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Bearer error=\"insufficient_scope\"")]
    [InlineData(HttpStatusCode.Unauthorized, "Bearer realm=\"a, b\", error=\"insufficient_scope\"")]
    [InlineData(HttpStatusCode.Unauthorized, "Basic realm=\"x\"")]
    [InlineData(HttpStatusCode.Unauthorized, null)]
    [InlineData(HttpStatusCode.TooManyRequests, null)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null)]
    public async Task What_does_not_refuse_the_token_is_surfaced_after_one_send_and_no_token_request(HttpStatusCode status, string? challenge)
    {
        using var bench = await MatureBench();
        bench.Network.Api = _ => FakeNetwork.Refuse(challenge, status);

        Assert.Equal((int)status, await bench.GetAsync());

        Assert.Equal([1, 1], bench.Sent);
        Assert.Equal(1, bench.TokenRequests);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, true)]
    [InlineData(HttpStatusCode.InternalServerError, false)]
    [InlineData(HttpStatusCode.Forbidden, false)]
    public async Task A_resend_that_fails_otherwise_has_not_accepted_the_token(HttpStatusCode status, bool isAccepted)
    {
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : new TrackedResponse(status);

        Assert.Equal((int)status, await bench.GetAsync());

        Assert.Equal((2L, isAccepted), (bench.Credential.Tokens.InUse.State!.Current.Generation, bench.Credential.Tokens.InUse.State.Current.IsAccepted));
    }

    [Fact]
    public async Task An_error_description_that_speaks_of_scope_is_no_scope_error()
    {
        using var bench = await MatureBench();
        bench.Network.Api = token => token == 1
            ? FakeNetwork.Refuse("Bearer error_description=\"x, error=insufficient_scope\", error=\"invalid_token\"")
            : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task A_revoked_mature_token_is_renewed_and_the_call_resent_once_and_the_first_response_disposed()
    {
        using var bench = await MatureBench();
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal([1, 1, 2], bench.Sent);
        Assert.Equal(2, bench.TokenRequests);
        Assert.True(bench.Network.Responses.ElementAt(1).IsDisposed);
    }

    [Fact]
    public async Task A_call_whose_token_was_renewed_on_the_way_is_resent_without_a_token_request()
    {
        using var bench = await MatureBench();
        Task<HttpResponseMessage>? other = null;
        bench.Network.Api = token =>
        {
            // While the first call is with the API, another one meets the revocation and renews the token.
            if (other is null)
            {
                bench.Network.Api = inner => inner == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
                other = bench.StartGet();
            }

            return FakeNetwork.Refuse();
        };

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(HttpStatusCode.OK, (await other!).StatusCode);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public async Task A_cold_token_that_no_node_knows_yet_is_waited_for_and_not_renewed()
    {
        using var bench = new Bench();
        RefuseFor(bench, TimeSpan.FromSeconds(3));

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(1, bench.TokenRequests);
        Assert.InRange(bench.Sent.Length, 2, 8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_cold_token_known_within_the_budget_is_accepted_whatever_was_drawn(double draw)
    {
        using var bench = new Bench(options => options.Random = () => draw);
        RefuseFor(bench, TimeSpan.FromSeconds(4.9));

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(1, bench.TokenRequests);
    }

    [Fact]
    public async Task A_node_that_lags_behind_one_that_accepted_the_token_is_waited_for_too()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        RefuseFor(bench, TimeSpan.FromSeconds(0.8));

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(1, bench.TokenRequests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task A_permanent_401_is_no_storm_and_nothing_latches(double draw)
    {
        using var bench = new Bench(options => options.Random = () => draw);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        var start = bench.Time.GetUtcNow();

        for (var call = 0; call < 300; call++)
        {
            var (sends, before) = (bench.Sent.Length, bench.Time.GetUtcNow());
            Assert.Equal(401, await bench.GetAsync());
            Assert.InRange(bench.Sent.Length - sends, 1, 8);
            Assert.InRange(bench.Time.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            bench.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        // Two at once, then one per 30 s.
        var forced = bench.TokenRequests - 1;
        Assert.InRange(forced, 2, 2 + (int)((bench.Time.GetUtcNow() - start) / TimeSpan.FromSeconds(30)));
        bench.Network.Api = _ => FakeNetwork.Ok();
        Assert.Equal(200, await bench.GetAsync());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 2)]
    public async Task A_token_that_was_accepted_is_old_enough_to_be_renewed_when_its_hold_down_is_over(int ticks, int tokenRequests)
    {
        using var bench = new Bench(options => options.MaxSends = 1);
        await bench.GetAsync();
        bench.Network.Api = _ => FakeNetwork.Refuse();

        bench.Time.Advance(TimeSpan.FromSeconds(2) + TimeSpan.FromTicks(ticks));
        await bench.GetAsync();

        Assert.Equal(tokenRequests, bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_was_waited_for_in_vain_is_renewed_in_the_same_call()
    {
        using var bench = new Bench(options => options.MaxAddedDelay = TimeSpan.FromSeconds(20));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());

        Assert.Equal(2, bench.TokenRequests);
    }

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 21)]
    public async Task Renewals_that_bring_tokens_nobody_accepts_become_rare_and_those_that_help_do_not(bool helps, int forced)
    {
        using var bench = new Bench(options => options.MaxSends = 1);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        var sends = new Dictionary<int, int>();

        // Revoked at its second use, or refused from the first on.
        bench.Network.Api = token => helps && (sends[token] = sends.GetValueOrDefault(token) + 1) == 1 && token > 1 ? FakeNetwork.Ok() : FakeNetwork.Refuse();
        for (var second = 0; second < 600; second++)
        {
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }

        // Two at once; then every 30 s, or 30, 150 and 630 s after the first.
        Assert.InRange(bench.TokenRequests - 1, forced - 1, forced + 1);
    }

    [Fact]
    public async Task When_the_renewal_fails_the_401_itself_reaches_the_caller()
    {
        using var bench = await MatureBench();
        bench.Network.Api = _ => FakeNetwork.Refuse();
        bench.Network.Idp = _ => throw new HttpRequestException("no route");

        using var response = await bench.StartGet();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(bench.Network.Responses.Last().IsDisposed);
        Assert.Equal([1, 1], bench.Sent);
    }

    [Fact]
    public async Task A_caller_waits_for_a_renewal_no_longer_than_the_budget()
    {
        using var bench = await MatureBench();
        bench.Network.Api = _ => FakeNetwork.Refuse();
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        var call = bench.StartGet();

        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(call.IsCompleted);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await call).StatusCode);
    }

    [Fact]
    public async Task Cancelling_a_caller_who_waits_for_a_young_token_ends_that_call()
    {
        using var bench = new Bench();
        bench.Network.Api = _ => FakeNetwork.Refuse();
        using var cancellation = new CancellationTokenSource();
        var call = bench.StartGet(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.True(Assert.Single(bench.Network.Responses).IsDisposed);
    }

    private static void RefuseFor(Bench bench, TimeSpan propagation)
    {
        var knownAt = bench.Time.GetUtcNow() + propagation;
        bench.Network.Api = _ => bench.Time.GetUtcNow() < knownAt ? FakeNetwork.Refuse() : FakeNetwork.Ok();
    }

    // A token that was accepted and is ten minutes old.
    private static async Task<Bench> MatureBench()
    {
        var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        return bench;
    }
}
