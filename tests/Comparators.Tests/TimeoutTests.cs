using SkewLab.ClientContract;

namespace SkewLab.Comparators.Tests;

/// <summary>The time-outs that are printed count on the client's own elapsed time; where none is printed a client waits for ever.</summary>
public class TimeoutTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public Task A_token_request_of_article_000_waits_ten_seconds() => GivesUpAsync<ServerTimeEstimate>(10, isTokenRequest: true);

    [Fact]
    public Task A_call_of_article_000_waits_fifteen_seconds() => GivesUpAsync<SkewBuffer>(15, isTokenRequest: false);

    [Fact]
    public Task A_call_of_article_001s_JavaScript_waits_ten_seconds() => GivesUpAsync<IatOffsetUnlocked>(10, isTokenRequest: false);

    [Fact]
    public Task A_token_request_of_article_002s_HttpClient_waits_a_hundred_seconds() => GivesUpAsync<PostRefreshDelay>(100, isTokenRequest: true);

    [Fact]
    public Task Time_outs_are_options() => GivesUpAsync<SkewBuffer>(3, isTokenRequest: true, ("tokenTimeout", "00:00:03"));

    [Fact]
    public Task The_first_token_request_of_reactive_retry_waits_for_ever() => WaitsAsync<ReactiveRetry>();

    [Fact]
    public Task A_token_request_of_naive_expiry_waits_for_ever() => WaitsAsync<NaiveExpiry>();

    [Fact]
    public async Task A_caller_that_gives_up_first_sees_its_own_cancellation()
    {
        var bench = new Bench { Gate = new TaskCompletionSource().Task };
        using var client = bench.Client<SkewBuffer>();
        using var impatience = new CancellationTokenSource();
        var call = client.GetAsync("/", impatience.Token);

        await impatience.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
    }

    private static async Task GivesUpAsync<T>(int seconds, bool isTokenRequest, params (string, string)[] options)
        where T : IClientFactory, new()
    {
        var never = new TaskCompletionSource().Task;
        var bench = isTokenRequest ? new Bench { Gate = never } : new Bench { ApiGate = never };
        using var client = bench.Client<T>(options);
        var call = client.GetAsync("/");

        // The wall clock is set back meanwhile: no matter.
        bench.Clock.Now -= TimeSpan.FromHours(1);
        bench.Clock.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        Assert.False(call.IsCompleted);
        bench.Clock.Advance(Tick);

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => call);
        var what = isTokenRequest ? "POST https://idp.example/oauth/token" : "GET https://api.example/";
        Assert.Equal($"No answer to {what} within {TimeSpan.FromSeconds(seconds)}.", failure.Message);
    }

    private static Task WaitsAsync<T>()
        where T : IClientFactory, new()
    {
        var bench = new Bench { Gate = new TaskCompletionSource().Task };
        using var client = bench.Client<T>();
        var call = client.GetAsync("/");

        bench.Clock.Advance(TimeSpan.FromDays(1));

        Assert.False(call.IsCompleted);
        return Task.CompletedTask;
    }
}
