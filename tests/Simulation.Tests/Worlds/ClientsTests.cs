using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Tests.Support;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class ClientsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(GrantName.RefreshToken, null, "client-1 client-2 client-3", 3)]
    [InlineData(GrantName.RefreshToken, ShareName.Credentials, "client", 3)]
    [InlineData(GrantName.RefreshToken, ShareName.RefreshToken, "client", 1)]
    [InlineData(GrantName.ClientCredentials, null, "client-1 client-2 client-3", 0)]
    [InlineData(GrantName.ClientCredentials, ShareName.Credentials, "client", 0)]
    public void Clients_have_in_common_what_they_share(GrantName grant, ShareName? share, string ids, int refreshTokens)
    {
        var client = new CountingClient();

        SteppedWorld.Run(Fleet(grant, share), client);

        Assert.Equal(ids, string.Join(' ', client.Made.Select(made => made.ClientId).Distinct()));
        Assert.Equal(ids, string.Join(' ', client.Made.Select(made => made.ClientSecret[..^"-secret".Length]).Distinct()));
        Assert.Equal(refreshTokens, client.Made.Select(made => made.RefreshToken).OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Machines_of_a_fleet_keep_their_names_clocks_and_randomness()
    {
        var client = new CountingClient();
        var scenario = Fleet(GrantName.RefreshToken, ShareName.RefreshToken) with { Clients = new() { Count = 3, Grant = GrantName.RefreshToken, Share = ShareName.RefreshToken, Clock = new() { Offset = Distribution.Parse("uniform(-1h, 1h)") } } };

        var world = SteppedWorld.Run(scenario, client);

        Assert.Equal(["client-1", "client-2", "client-3"], world.LinesOf("call").Select(line => line.Split(' ')[2]).Distinct().Order());
        Assert.Equal(3, client.Made.Select(made => made.Time.GetUtcNow()).Distinct().Count());
        Assert.Equal(3, client.Made.Select(made => made.Random.NextInt64()).Distinct().Count());
    }

    [Theory]
    [InlineData(ShareName.RefreshToken, 2, 1)] // The second to come presents a token that the first has used.
    [InlineData(ShareName.Credentials, 0, 3)]
    public void A_shared_refresh_token_that_rotates_serves_the_first_who_comes(ShareName share, int failed, int issued)
    {
        var scenario = Fleet(GrantName.RefreshToken, share) with { Idp = new() { RefreshTokens = new() { Mode = RefreshMode.Rotate } }, Traffic = [Users(3, 60 * Second)] };
        var refreshing = new ActingClient(async (environment, request, send) =>
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, environment.TokenEndpoint)
            {
                Content = new FormUrlEncodedContent(
                    [new("grant_type", "refresh_token"), new("refresh_token", environment.RefreshToken!), new("client_id", environment.ClientId), new("client_secret", environment.ClientSecret)]),
            };
            using var answer = await send(form, CancellationToken.None).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(scenario, refreshing);

        Assert.Equal((3, failed), (world.Result.Metrics.TokenRequests, world.Result.Metrics.TokenRequestsFailed));
        Assert.Equal(issued, world.Lines.Count(line => line.Contains("issued=", StringComparison.Ordinal)));
        Assert.Equal(1, world.Result.Metrics.RefreshInFlightMax);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("users:readonly")]
    public void A_client_asks_for_the_scope_the_scenario_names(string? scope)
    {
        var client = new CountingClient();

        SteppedWorld.Run(Lasting(Second, OneCallAt(TimeSpan.Zero)) with { Clients = new() { Scope = scope } }, client);

        Assert.Equal(scope, Assert.Single(client.Made).Scope);
    }

    private static Scenario Fleet(GrantName grant, ShareName? share) => Lasting(30 * Second, Even("1/s")) with { Clients = new() { Count = 3, Grant = grant, Share = share } };
}
