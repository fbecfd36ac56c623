using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SkewLab.Client.Tests.RefreshTokens;

public class RotationTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task The_new_refresh_token_is_stored_before_its_access_token_is_first_sent()
    {
        var store = new InMemoryRefreshTokenStore("rt-1");
        using var world = new World(store);
        string? storedAtFirstUse = null;
        world.Bench.Network.Api = _ =>
        {
            storedAtFirstUse ??= store.ReadAsync(default).AsTask().Result;
            return FakeNetwork.Ok();
        };

        await world.Bench.GetAsync();

        Assert.Equal("rt-2", storedAtFirstUse);
    }

    [Fact]
    public async Task What_the_store_holds_is_newer_than_what_the_options_hold()
    {
        using var world = new World(new InMemoryRefreshTokenStore("rt-1"), options => options.RefreshToken = "rt-0");

        await world.Bench.GetAsync();

        Assert.Equal(["rt-1"], world.Idp.Presented);
    }

    [Fact]
    public async Task After_a_lost_answer_a_rotated_token_is_never_presented_again_without_grace()
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.LoseAnswers(1);

        for (var minute = 0; minute < 60; minute++)
        {
            world.Bench.Time.Advance(TimeSpan.FromMinutes(2));
            await world.TryAsync();
        }

        Assert.Equal(["rt-1", "rt-2"], world.Idp.Presented);
        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => world.Bench.StartGet());
        Assert.StartsWith(
            "Cannot get an access token from https://idp.example/oauth/token: the answer that replaced the refresh token was lost, and ReuseGrace forbids to "
                + "present it again; log in anew.",
            failure.Message,
            StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task A_rotation_seen_twice_is_not_forgotten()
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        await world.Bench.GetAsync();
        world.LoseAnswers(1);

        for (var minute = 0; minute < 3; minute++)
        {
            world.Bench.Time.Advance(TimeSpan.FromHours(2));
            await world.TryAsync();
        }

        Assert.Equal(["rt-1", "rt-2", "rt-3"], world.Idp.Presented);
    }

    [Fact]
    public async Task A_new_log_in_written_to_the_store_ends_that_failure()
    {
        var store = new InMemoryRefreshTokenStore("rt-1");
        using var world = new World(store);
        await world.Bench.GetAsync();
        world.LoseAnswers(1);
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        await world.TryAsync();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await world.TryAsync();

        await store.WriteAsync("rt-anew", default);
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal("rt-anew", world.Idp.Presented[^1]);
    }

    [Fact]
    public async Task Within_the_grace_the_same_refresh_presents_it_once_more_and_the_call_succeeds()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(30));
        world.Idp.Grace = TimeSpan.FromSeconds(30);
        await world.Bench.GetAsync();
        world.LoseAnswers(1);
        world.Bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(200, await world.Bench.GetAsync());

        Assert.Equal(["rt-1", "rt-2", "rt-2"], world.Idp.Presented);
        Assert.Equal("rt-3", await world.Store.ReadAsync(default));
        Assert.Single(
            world.Bench.Lines,
            "https://idp.example/oauth/token gave no answer that arrived; 00:00:00 after its request the refresh token is presented once more.");
    }

    [Theory]
    [InlineData(8, 30)]
    [InlineData(60, 8)]
    public async Task An_answer_that_does_not_come_within_half_of_the_grace_or_of_the_timeout_is_given_up_for_the_second_try(
        int graceSeconds, int timeoutSeconds)
    {
        using var world = new World(configure: options =>
            (options.ReuseGrace, options.TokenRequestTimeout) = (TimeSpan.FromSeconds(graceSeconds), TimeSpan.FromSeconds(timeoutSeconds)));
        world.Idp.Grace = TimeSpan.FromSeconds(graceSeconds);
        var asked = new TaskCompletionSource();
        world.Bench.Network.Idp = n =>
        {
            var answer = world.Idp.Answer(world.Bench.Network.TokenRequests.Last());
            if (n == 1)
                return new TaskCompletionSource<HttpResponseMessage>().Task;
            asked.SetResult();
            return Task.FromResult(answer);
        };
        var call = world.Bench.StartGet();

        world.Bench.Time.Advance(TimeSpan.FromSeconds(4) - Tick);
        Assert.Single(world.Idp.Presented);
        world.Bench.Time.Advance(Tick);
        await asked.Task;

        Assert.Equal(HttpStatusCode.OK, (await call).StatusCode);
        Assert.Equal(["rt-1", "rt-1"], world.Idp.Presented);
    }

    [Fact]
    public async Task Twice_and_never_three_times_however_long_the_grace()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromHours(1));
        world.Idp.Grace = TimeSpan.FromHours(1);
        await world.Bench.GetAsync();
        world.LoseAnswers(2);
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        await world.TryAsync();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await world.TryAsync();

        Assert.Equal(["rt-1", "rt-2", "rt-2"], world.Idp.Presented);
    }

    [Fact]
    public async Task A_refused_second_try_does_not_say_what_became_of_the_first()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(30));
        world.Idp.Grace = TimeSpan.FromSeconds(30);
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        var tries = 0;
        world.Bench.Network.Idp = _ =>
        {
            world.Idp.Answer(world.Bench.Network.TokenRequests.Last());
            return ++tries == 1 ? throw new HttpRequestException("reset") : Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests));
        };

        await world.TryAsync();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(10));
        await world.TryAsync();

        Assert.Equal(["rt-1", "rt-2", "rt-2"], world.Idp.Presented);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public async Task The_grace_ends_at_its_end_on_elapsed_time(int ticks, int presentations)
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(30));
        world.Idp.Grace = TimeSpan.FromMinutes(1);
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Bench.Network.Idp = n =>
        {
            var answer = world.Idp.Answer(world.Bench.Network.TokenRequests.ElementAt(n - 1));
            if (n != 2)
                return Task.FromResult(answer);
            world.Bench.Time.StepWall(TimeSpan.FromHours(-1));
            world.Bench.Time.Advance(TimeSpan.FromSeconds(30) + (ticks * Tick));
            throw new HttpRequestException("reset");
        };

        await world.TryAsync();

        Assert.Equal(presentations, world.Idp.Presented.Count(token => token == "rt-2"));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public async Task A_request_that_never_left_uses_nothing_up(HttpRequestError error)
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Fail(() => throw new HttpRequestException(error));
        await world.TryAsync();
        world.Heal();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await world.Bench.GetAsync());
    }

    [Fact]
    public async Task A_refusal_of_the_moment_uses_nothing_up()
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Fail(() => FakeNetwork.Json(HttpStatusCode.ServiceUnavailable, ""));
        await world.TryAsync();
        world.Heal();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await world.Bench.GetAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway, "", 2)]
    [InlineData(HttpStatusCode.GatewayTimeout, "<html>", 2)]
    [InlineData(HttpStatusCode.BadGateway, "{\"error\":\"server_error\"}", 3)]
    [InlineData(HttpStatusCode.InternalServerError, "", 3)]
    public async Task A_gateway_that_got_no_answer_does_not_know_what_became_of_the_token(HttpStatusCode status, string body, int tokenRequests)
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Fail(() => FakeNetwork.Json(status, body));
        await world.TryAsync();

        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));
        await world.TryAsync();

        Assert.Equal(tokenRequests, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_log_in_that_was_written_while_a_token_could_not_be_stored_is_the_newer_one()
    {
        var store = new LockFreeStore("rt-1") { WriteFails = true };
        using var world = new World(store);
        Assert.Equal(200, await world.Bench.GetAsync());

        (store.WriteFails, store.Token) = (false, "rt-anew");
        world.Bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal(["rt-1", "rt-anew"], world.Idp.Presented);
    }

    [Fact]
    public async Task An_IdP_that_was_never_seen_to_rotate_is_asked_again_after_a_lost_answer()
    {
        using var bench = new Bench(options => (options.Grant, options.RefreshToken) = (TokenGrant.RefreshToken, "kept"));
        bench.Network.Idp = n => n == 1 ? throw new HttpRequestException("reset") : Task.FromResult(FakeNetwork.Grant(n));
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task The_refresh_token_of_an_answer_that_is_no_grant_otherwise_is_kept()
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Fail(
            () => FakeNetwork.Json(HttpStatusCode.OK, "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":\"x\",\"refresh_token\":\"rt-odd\"}"));
        await world.TryAsync();
        world.Heal();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal("rt-odd", world.Idp.Presented[^1]);
    }

    [Fact]
    public async Task An_answer_that_can_be_read_for_no_token_at_all_uses_the_refresh_token_up()
    {
        using var world = new World();
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Fail(() => FakeNetwork.Json(HttpStatusCode.OK, "{\"access_token\":\"sec"));
        await world.TryAsync();
        world.Heal();
        world.Bench.Time.Advance(TimeSpan.FromMinutes(1));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => world.Bench.StartGet());

        Assert.Contains("; log in anew.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["rt-1"], world.Idp.Presented);
    }

    [Fact]
    public async Task After_invalid_grant_the_store_is_read_again_and_what_a_sibling_wrote_is_tried_once()
    {
        var store = new LockFreeStore("rt-stale");
        using var world = new World(store);
        world.Bench.Network.Idp = n =>
        {
            if (n > 1)
                return Task.FromResult(world.Idp.Answer(world.Bench.Network.TokenRequests.Last()));
            store.Token = "rt-1";
            return Task.FromResult(FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"invalid_grant\"}"));
        };

        Assert.Equal(200, await world.Bench.GetAsync());

        Assert.Equal(2, world.Bench.TokenRequests);
        Assert.Equal("rt-2", store.Token);
    }

    [Fact]
    public async Task After_invalid_grant_an_unchanged_store_ends_the_refresh()
    {
        using var world = new World(new InMemoryRefreshTokenStore("rt-1"));
        world.Fail(() => FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"invalid_grant\"}"));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => world.Bench.StartGet());

        Assert.Equal("invalid_grant", failure.OAuthError);
        Assert.Equal(1, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task An_empty_store_says_so_and_asks_nobody()
    {
        using var world = new World(new InMemoryRefreshTokenStore());

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => world.Bench.StartGet());

        Assert.StartsWith(
            "Cannot get an access token from https://idp.example/oauth/token: the refresh token store is empty.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_fails_the_refresh_and_one_that_stays_locked_ends_with_its_time()
    {
        using var broken = new World(new LockFreeStore("rt-1") { ReadFails = true });
        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => broken.Bench.StartGet());
        Assert.Contains(": the refresh token store cannot be used.", failure.Message, StringComparison.Ordinal);

        var store = new InMemoryRefreshTokenStore("rt-1");
        await using var held = await store.LockAsync(default);
        using var locked = new World(store);
        failure = await Assert.ThrowsAsync<AccessTokenException>(() => locked.Bench.GetAsync());
        Assert.Contains(": the refresh token store was in use all the time.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, locked.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_store_that_cannot_be_locked_fails_the_refresh_and_its_own_error_is_the_cause()
    {
        using var world = new World(new LockFreeStore("rt-1") { LockFails = true });

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => world.Bench.StartGet());

        Assert.Contains(": the refresh token store cannot be locked.", failure.Message, StringComparison.Ordinal);
        Assert.Equal("no lock", Assert.IsType<IOException>(failure.InnerException).Message);
        Assert.Equal(0, world.Bench.TokenRequests);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 1)]
    public async Task An_answer_that_cannot_be_read_is_lost_too_and_asked_for_again_within_the_grace(int ticks, int presentations)
    {
        // The second try has half of the grace and what is left of the timeout, so the first takes less than half of either.
        using var world = new World(
            configure: options => (options.ReuseGrace, options.TokenRequestTimeout) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)));
        world.Bench.Network.Idp = n =>
        {
            if (n > 1)
                return Task.FromResult(FakeNetwork.Grant(n));
            world.Bench.Time.Advance(TimeSpan.FromSeconds(10) + (ticks * Tick));
            return Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, "{\"access_token\":\"sec"));
        };

        await world.TryAsync();

        Assert.Equal(presentations, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task An_answer_that_comes_at_once_and_cannot_be_read_is_asked_for_again_at_once()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(10));
        world.Bench.Network.Idp = n => Task.FromResult(n > 1 ? FakeNetwork.Grant(n) : FakeNetwork.Json(HttpStatusCode.OK, "{\"access_token\":\"sec"));

        Assert.Equal(200, await world.Bench.GetAsync());

        Assert.Equal(2, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_second_try_that_never_left_leaves_the_first_one_in_doubt()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(30));
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Bench.Network.Idp = n => throw new HttpRequestException(n == 2 ? HttpRequestError.ResponseEnded : HttpRequestError.ConnectionError);
        await world.TryAsync();
        Assert.Equal(3, world.Bench.TokenRequests);

        world.Bench.Time.Advance(TimeSpan.FromMinutes(10));
        await world.TryAsync();

        Assert.Equal(3, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_second_try_that_is_granted_ends_the_doubt_even_where_it_brings_no_new_refresh_token()
    {
        using var world = new World(configure: options => options.ReuseGrace = TimeSpan.FromSeconds(30));
        await world.Bench.GetAsync();
        world.Bench.Time.Advance(TimeSpan.FromHours(2));
        world.Bench.Network.Idp = n => n == 2 ? throw new HttpRequestException("reset") : Task.FromResult(FakeNetwork.Grant(n));
        Assert.Equal(200, await world.Bench.GetAsync());

        world.Bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal(4, world.Bench.TokenRequests);
    }

    [Fact]
    public async Task A_token_that_could_not_be_stored_is_used_and_stored_before_it_is_presented()
    {
        var store = new LockFreeStore("rt-1") { WriteFails = true };
        using var world = new World(store);
        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal("rt-1", store.Token);
        Assert.Contains(world.Bench.Lines, line => line.StartsWith("The newest refresh token could not be stored.", StringComparison.Ordinal));

        store.WriteFails = false;
        world.Bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(200, await world.Bench.GetAsync());
        Assert.Equal(["rt-1", "rt-2"], world.Idp.Presented);
        Assert.Equal("rt-3", store.Token);
    }

    [Fact]
    public async Task Two_clients_with_one_store_never_present_one_token_twice_when_both_renew_at_once()
    {
        var store = new InMemoryRefreshTokenStore("rt-1");
        using var one = new World(store);
        using var two = new World(store, idp: one.Idp);
        one.Idp.DetectsReuse = true;

        for (var round = 0; round < 10; round++)
        {
            var calls = Enumerable.Range(0, 20).SelectMany(_ => new[] { one.Bench.StartGet(), two.Bench.StartGet() });
            Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
            one.Bench.Time.Advance(TimeSpan.FromHours(2));
            two.Bench.Time.Advance(TimeSpan.FromHours(2));
        }

        Assert.False(one.Idp.IsFamilyRevoked);
        Assert.Equal(one.Idp.Presented.Distinct(), one.Idp.Presented);
    }

    [Fact]
    public async Task Two_processes_with_one_file_never_present_one_token_twice_when_both_renew_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-store-");
        try
        {
            // What the store waits with passes as it is asked for; the clients' own time stands.
            var polls = new ManualTime();
            var file = Path.Combine(folder.FullName, "refresh-token.json");
            await new FileRefreshTokenStore(file, polls).WriteAsync("rt-1", default);
            using var one = new World(new FileRefreshTokenStore(file, polls));
            using var two = new World(new FileRefreshTokenStore(file, polls), idp: one.Idp);
            one.Idp.DetectsReuse = true;

            for (var round = 0; round < 10; round++)
            {
                var calls = Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => new[] { one.Bench.StartGet(), two.Bench.StartGet() }));
                Assert.All(await polls.DriveAsync(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
                one.Bench.Time.Advance(TimeSpan.FromHours(2));
                two.Bench.Time.Advance(TimeSpan.FromHours(2));
            }

            Assert.False(one.Idp.IsFamilyRevoked);
            Assert.Equal(20, one.Idp.Presented.Count);
            Assert.Equal(one.Idp.Presented.Distinct(), one.Idp.Presented);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Property(Arbitrary = [typeof(Ends)], QuietOnSuccess = true)]
    public bool After_a_crash_at_any_point_the_store_holds_the_newest_token_received(int[] steps)
    {
        var store = new LockFreeStore("rt-1");
        var idp = new RotatingIdp(new ManualTime());
        var newest = "rt-1";
        foreach (var step in steps)
        {
            // Each step is a life of the process: it ends well, at the request, with the answer lost, at the write, or right after it.
            using var world = new World(store, idp: idp);
            store.CrashAtWrite = step == 3;
            world.Bench.Network.Idp = _ =>
            {
                if (step == 1)
                    throw new HttpRequestException(HttpRequestError.ConnectionError);
                var answer = idp.Answer(world.Bench.Network.TokenRequests.Last());
                if (step == 2 || answer.StatusCode != HttpStatusCode.OK)
                    return Task.FromResult(step == 2 ? throw new HttpRequestException("reset") : answer);
                newest = answer.Content.ReadAsStringAsync().Result.Split("refresh_token\":\"")[1].TrimEnd('"', '}');
                return Task.FromResult(answer);
            };
            var sent = world.Bench.Network.Sent;
            if (step == 3)
                _ = world.Bench.StartGet();
            else
                world.TryAsync().GetAwaiter().GetResult();

            // Where the write never returned, the access token was never sent.
            if (store.Token != newest && (step != 3 || !sent.IsEmpty))
                return false;
            if (step == 3)
                (newest, store.CrashAtWrite) = (store.Token, false);
        }

        return true;
    }

    private sealed class World : IDisposable
    {
        private int _lose;

        public World(IRefreshTokenStore? store = null, Action<SkewAwareOptions>? configure = null, RotatingIdp? idp = null)
        {
            Store = store ?? new InMemoryRefreshTokenStore("rt-1");
            Bench = new Bench(options =>
            {
                (options.Grant, options.RefreshTokenStore) = (TokenGrant.RefreshToken, Store);
                configure?.Invoke(options);
            });
            Idp = idp ?? new RotatingIdp(Bench.Time);
            Heal();
        }

        public Bench Bench { get; }

        public RotatingIdp Idp { get; }

        public IRefreshTokenStore Store { get; }

        public void LoseAnswers(int count) => _lose = count;

        public void Fail(Func<HttpResponseMessage> answer) => Bench.Network.Idp = _ => Task.FromResult(answer());

        public void Heal() => Bench.Network.Idp = _ =>
        {
            lock (Idp)
            {
                var answer = Idp.Answer(Bench.Network.TokenRequests.Last());
                return _lose-- > 0 ? throw new HttpRequestException("reset") : Task.FromResult(answer);
            }
        };

        public async Task TryAsync()
        {
            try
            {
                await Bench.GetAsync();
            }
            catch (AccessTokenException)
            {
                // What a caller does who tries again later.
            }
        }

        public void Dispose() => Bench.Dispose();
    }

    private sealed class LockFreeStore(string token) : IRefreshTokenStore
    {
        public string Token { get; set; } = token;

        public bool LockFails { get; init; }

        public bool ReadFails { get; init; }

        public bool WriteFails { get; set; }

        public bool CrashAtWrite { get; set; }

        public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) =>
            LockFails ? throw new IOException("no lock") : ValueTask.FromResult<IAsyncDisposable>(new MemoryStream());

        public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) =>
            ReadFails ? throw new InvalidDataException("broken") : ValueTask.FromResult<string?>(Token);

        public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
        {
            if (WriteFails)
                throw new IOException("The disk is full.");
            if (CrashAtWrite)
                await new TaskCompletionSource().Task;
            Token = refreshToken;
        }
    }

    public static class Ends
    {
        public static Arbitrary<int> OfALife() => Gen.Choose(0, 4).ToArbitrary();
    }
}
