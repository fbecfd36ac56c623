using Microsoft.Extensions.Logging.Abstractions;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokenRefreshTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_saw_a_token_that_was_replaced_meanwhile_gets_the_newer_one_without_a_request(bool isForced)
    {
        using var network = new FakeNetwork();
        using var refresh = Refresh(network);
        var first = await refresh.StartOrJoin(TimeSpan.Zero, seenGeneration: 0, isForced: false, Send(network))!;

        var late = await refresh.StartOrJoin(TimeSpan.Zero, seenGeneration: 0, isForced, Send(network))!;

        Assert.Same(first.Token, late.Token);
        Assert.Single(network.TokenRequests);
    }

    [Fact]
    public async Task Forced_refreshes_are_limited_and_those_on_schedule_are_not()
    {
        using var network = new FakeNetwork();
        using var refresh = Refresh(network);
        for (var generation = 0; generation < 5; generation++)
            await refresh.StartOrJoin(TimeSpan.Zero, generation, isForced: false, Send(network))!;

        await refresh.StartOrJoin(TimeSpan.Zero, 5, isForced: true, Send(network))!;
        await refresh.StartOrJoin(TimeSpan.Zero, 6, isForced: true, Send(network))!;

        Assert.Null(refresh.StartOrJoin(TimeSpan.Zero, 7, isForced: true, Send(network)));
        Assert.Equal(7, network.TokenRequests.Count);
    }

    [Fact]
    public async Task A_new_token_is_in_use_before_anyone_who_waits_learns_of_it()
    {
        using var network = new FakeNetwork();
        AccessToken? installed = null;
        using var refresh = Refresh(network, token => installed = token);

        var outcome = await refresh.StartOrJoin(TimeSpan.Zero, 0, isForced: false, Send(network))!;

        Assert.Same(installed, outcome.Token);
    }

    private static Sender Send(FakeNetwork network) => new HttpMessageInvoker(network, disposeHandler: false).SendAsync;

    private static TokenRefresh Refresh(FakeNetwork network, Action<AccessToken>? install = null)
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri("https://idp.example/oauth/token"),
            ClientId = "c",
            ClientSecret = "s",
            Random = () => 0.5,
        };
        var clock = new ElapsedClock(new ManualTime());
        var endpoint = new TokenEndpoint(options, clock);
        var telemetry = new ClientTelemetry(null, null, endpoint.Name);
        return new TokenRefresh(options, endpoint, clock, telemetry, NullLogger.Instance, null, install ?? (_ => { }));
    }
}
