using System.Net;

namespace SkewLab.Comparators.Tests;

public class IatOffsetUnlockedTests
{
    [Fact]
    public async Task Callers_that_find_no_token_fetch_concurrently()
    {
        var gate = new TaskCompletionSource();
        var bench = new Bench { Gate = gate.Task };
        using var client = bench.Client<IatOffsetUnlocked>();
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        Assert.Equal(3, bench.TokenRequests.Count);

        gate.SetResult();
        await Task.WhenAll(calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Callers_refused_together_cost_a_token_each_with_the_lock_and_without_it(bool isLocked)
    {
        var api = new TaskCompletionSource();
        var bench = new Bench();
        using var client = isLocked ? bench.Client<IatOffset>() : bench.Client<IatOffsetUnlocked>();
        await client.GetAsync("/");
        (bench.Api, bench.ApiGate) = (token => token == 1 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, api.Task);
        var calls = Enumerable.Range(0, 3).Select(_ => client.GetAsync("/")).ToArray();

        api.SetResult();
        var responses = await Task.WhenAll(calls);

        // Nobody asks whether the token that was refused is still the cached one.
        Assert.Equal(4, bench.TokenRequests.Count);
        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
    }

    [Fact]
    public async Task The_buffer_is_an_option_of_both_forms()
    {
        foreach (var isLocked in new[] { true, false })
        {
            var bench = new Bench();
            using var client = isLocked ? bench.Client<IatOffset>(("buffer", "00:01:00")) : bench.Client<IatOffsetUnlocked>(("buffer", "00:01:00"));
            await client.GetAsync("/");

            bench.Clock.Now += TimeSpan.FromSeconds(540) - TimeSpan.FromTicks(1);
            await client.GetAsync("/");
            bench.Clock.Now += TimeSpan.FromTicks(1);
            await client.GetAsync("/");

            Assert.Equal([1, 1, 2], bench.Sent);
        }
    }
}
