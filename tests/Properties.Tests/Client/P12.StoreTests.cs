using FsCheck.Xunit;
using SkewLab.Client;
using SkewLab.Properties.Tests.Worlds;

namespace SkewLab.Properties.Tests.Client;

/// <summary>P12, on the client alone: whatever is lost, and whenever the process dies, the store holds the newest refresh token received.</summary>
public sealed class StoreTests
{
    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200, Replay = Cases.Seed, QuietOnSuccess = true)]
    public async Task P12_after_a_crash_at_any_point_the_store_holds_the_newest_refresh_token_received(int number)
    {
        var dice = new Dice(number);
        var store = new InMemoryRefreshTokenStore();
        await store.WriteAsync("rt-1", default);
        var newest = "rt-1";
        var deaths = dice.Count(1, 4);
        RotatingIdp? idp = null;
        for (var life = 0; life < deaths; life++)
        {
            using var bench = new Bench(options =>
            {
                options.Grant = TokenGrant.RefreshToken;
                options.RefreshTokenStore = store;
                options.ReuseGrace = TimeSpan.FromMinutes(1);
            });
            idp ??= new RotatingIdp(bench.Time) { Grace = TimeSpan.FromDays(1) };
            bench.Network.Idp = async _ =>
            {
                var answer = idp.Answer(bench.Network.TokenRequests.Last());
                if (dice.OneIn(4))
                    throw new HttpRequestException("the answer was lost");
                newest = RefreshTokenIn(await answer.Content.ReadAsStringAsync()) ?? newest;
                return answer;
            };
            // The instant at which a token is used is the latest at which its refresh token may be written: the process may die right after.
            string? held = null;
            bench.Network.Api = _ =>
            {
                held = store.ReadAsync(default).AsTask().Result;
                return dice.OneIn(4) ? FakeNetwork.Refuse() : FakeNetwork.Ok();
            };

            for (var calls = dice.Count(1, 5); calls > 0; calls--)
            {
                held = null;
                await Ignoring(bench.GetAsync());
                Assert.True(held is null || held == newest, $"The store held {held} when {newest} had come.");
                bench.Time.Advance(dice.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(2)));
            }

            Assert.Equal(newest, await store.ReadAsync(default));
        }
    }

    private static string? RefreshTokenIn(string answer)
    {
        using var json = System.Text.Json.JsonDocument.Parse(answer);
        return json.RootElement.TryGetProperty("refresh_token", out var token) ? token.GetString() : null;
    }

    private static async Task Ignoring(Task<int> call)
    {
        try
        {
            await call;
        }
        catch (AccessTokenException)
        {
            // Nothing could be had; that is another promise's business.
        }
    }
}
