using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Tests.Support;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Network;

public sealed class ClientNetworkTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_host_that_is_not_of_this_world_has_no_name()
    {
        var messages = new List<string>();
        var client = new ActingClient(async (_, request, send) =>
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => send(new(HttpMethod.Get, "https://example.org/"), CancellationToken.None)).ConfigureAwait(false);
            messages.Add($"{refused.HttpRequestError}: {refused.Message}");
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        SteppedWorld.Run(OneCall(), client);

        Assert.Equal(["NameResolutionError: No such host in this world: example.org. The IdP is https://idp.skewlab.test/, the API https://api.skewlab.test/."], messages);
    }

    [Fact]
    public void Retries_are_numbered_within_their_call_and_token_requests_are_not()
    {
        var client = new ActingClient(async (environment, request, send) =>
        {
            await send(new(HttpMethod.Post, environment.TokenEndpoint), CancellationToken.None).ConfigureAwait(false);
            await send(request, CancellationToken.None).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(OneCall(), client);

        Assert.Equal(
        [
            "0.0000000 send client-1 #1 idp POST /oauth/token wall=0.0000000",
            "0.0000000 send client-1 #1/1 api-1 GET /api/v2/users/me wall=0.0000000",
            "0.0000000 send client-1 #1/2 api-1 GET /api/v2/users/me wall=0.0000000",
        ], world.LinesOf("send"));
        Assert.Equal((1, 1, 2), (world.Result.Metrics.TokenRequests, world.Result.Metrics.TokenRequestsFailed, world.Result.Metrics.SendsPerRequestMax));
    }

    [Fact]
    public void A_request_names_the_token_it_carries_and_no_token_it_does_not_know()
    {
        var client = new ActingClient(async (environment, request, send) =>
        {
            var token = await TokenRequests.GetAsync(environment, send).ConfigureAwait(false);
            request.Headers.Authorization = new("Bearer", "nobody's");
            await send(request, CancellationToken.None).ConfigureAwait(false);
            request.Headers.Authorization = new("Bearer", token);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(OneCall(), client);

        Assert.Equal(
        [
            "0.0000000 serve idp 200 issued=at#1 wall=0.0000000",
            "0.0000000 serve api-1 401 malformed wall=0.0000000",
            "0.0000000 serve api-1 200 at#1 wall=0.0000000",
        ], world.LinesOf("serve"));
    }

    [Fact]
    public void A_request_under_way_keeps_the_token_it_was_sent_with()
    {
        var client = new ActingClient(async (environment, request, send) =>
        {
            var token = await TokenRequests.GetAsync(environment, send).ConfigureAwait(false);
            await Assert.ThrowsAsync<TaskCanceledException>(() => send(request, CancellationToken.None)).ConfigureAwait(false);
            request.Headers.Authorization = new("Bearer", token);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = OneCall() with { Links = Links(("client -> api-1", new() { OneWay = Distribution.Constant(4 * Second), Timeout = 3 * Second })) };

        var world = SteppedWorld.Run(scenario, client);

        Assert.Equal(
        [
            "0.0000000 serve idp 200 issued=at#1 wall=0.0000000",
            "4.0000000 serve api-1 401 missing_token wall=4.0000000",
            "7.0000000 serve api-1 200 at#1 wall=7.0000000",
        ], world.LinesOf("serve"));
    }

    [Theory]
    [InlineData(Balancing.RoundRobin)]
    [InlineData(Balancing.Random)]
    public void Requests_of_a_clients_own_accord_belong_to_no_call_and_meet_nodes_all_the_same(Balancing balancing)
    {
        var client = new BackgroundClient(requests: 5, every: Second);
        var scenario = OneCall() with { Api = new() { Nodes = 3, Balancing = balancing } };

        var world = SteppedWorld.Run(scenario, client);

        Assert.Equal(5, world.LinesOf("send").Count(line => line.Contains(" client-1 api-", StringComparison.Ordinal)));
        Assert.Equal(6, world.LinesOf("recv").Count);
        Assert.Null(world.Result.Unsound);
    }

    private static Scenario OneCall() => Lasting(TimeSpan.FromMinutes(1), OneCallAt(TimeSpan.Zero));

    [Fact]
    public void Fetching_keys_shifts_no_token_request()
    {
        static ActingClient Client(bool fetchesKeys) => new(async (environment, request, send) =>
        {
            if (fetchesKeys)
                _ = send(new(HttpMethod.Get, new Uri(environment.TokenEndpoint, "/.well-known/jwks.json")), CancellationToken.None);
            await send(new(HttpMethod.Post, environment.TokenEndpoint), CancellationToken.None).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = OneCall() with { Links = new Dictionary<string, LinkSection> { ["client -> idp"] = new() { OneWay = Distribution.Parse("uniform(1ms, 900ms)") } } };

        var (plain, fetching) = (SteppedWorld.Run(scenario, Client(fetchesKeys: false)), SteppedWorld.Run(scenario, Client(fetchesKeys: true)));

        // What the IdP serves at the token request's own instant is the same in both.
        Assert.Contains(Assert.Single(plain.LinesOf("serve"), line => line.Contains(" idp ", StringComparison.Ordinal)), fetching.LinesOf("serve"));
    }

    [Fact]
    public void Introspection_and_revocation_are_no_token_requests_and_shift_none()
    {
        static ActingClient Client(bool asksMore) => new(async (environment, request, send) =>
        {
            if (asksMore)
            {
                _ = send(new(HttpMethod.Post, new Uri(environment.TokenEndpoint, "/oauth/introspect")), CancellationToken.None);
                _ = send(new(HttpMethod.Post, new Uri(environment.TokenEndpoint, "/oauth/revoke")), CancellationToken.None);
            }

            await send(new(HttpMethod.Post, environment.TokenEndpoint), CancellationToken.None).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = OneCall() with { Links = new Dictionary<string, LinkSection> { ["client -> idp"] = new() { OneWay = Distribution.Parse("uniform(1ms, 900ms)") } } };

        var (plain, asking) = (SteppedWorld.Run(scenario, Client(asksMore: false)), SteppedWorld.Run(scenario, Client(asksMore: true)));

        Assert.Equal(1, asking.Result.Metrics.TokenRequests);
        Assert.Contains(Assert.Single(plain.LinesOf("serve"), line => line.Contains(" idp ", StringComparison.Ordinal)), asking.LinesOf("serve"));
    }
}
