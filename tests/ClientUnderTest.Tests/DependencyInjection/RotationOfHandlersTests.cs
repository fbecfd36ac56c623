using Microsoft.Extensions.DependencyInjection;

namespace SkewLab.Client.Tests.DependencyInjection;

/// <summary><c>IHttpClientFactory</c> makes new handlers every two minutes and disposes the old ones when nobody uses them.</summary>
public class RotationOfHandlersTests
{
    [Fact]
    public async Task The_token_survives_the_rotation()
    {
        using var services = new Services();
        using (var old = services.Rotate())
            await GetAsync(old);

        using var young = services.Rotate();
        await GetAsync(young);

        Assert.Equal([1, 1], services.Network.Sent);
        Assert.Single(services.Network.TokenRequests);
    }

    [Fact]
    public async Task The_single_flight_survives_the_rotation()
    {
        using var services = new Services();
        var grant = new TaskCompletionSource<HttpResponseMessage>();
        services.Network.Idp = _ => grant.Task;
        var old = services.Rotate();
        var before = GetAsync(old);

        old.Dispose();
        using var young = services.Rotate();
        var after = GetAsync(young);
        grant.SetResult(FakeNetwork.Grant(1));

        // The call of the disposed handler has its token and then finds its connections gone; the other one is served.
        await Assert.ThrowsAsync<ObjectDisposedException>(() => before);
        Assert.Equal(200, await after);
        Assert.Single(services.Network.TokenRequests);
    }

    [Fact]
    public async Task A_renewal_leaves_by_a_handler_that_is_in_use()
    {
        using var services = new Services();
        using var keptByASingleton = services.Rotate();
        await GetAsync(keptByASingleton);
        using (var young = services.Rotate())
            await GetAsync(young);

        // The younger handler is gone already; the older one is still in use when the token is due, and holds token 1 for two seconds more.
        services.Time.Advance(TimeSpan.FromSeconds(3590));
        await GetAsync(keptByASingleton);
        services.Time.Advance(TimeSpan.FromSeconds(10));
        await GetAsync(keptByASingleton);

        Assert.Equal([1, 1, 1, 2], services.Network.Sent);
    }

    [Fact]
    public async Task What_was_learnt_survives_the_rotation()
    {
        using var services = new Services();
        services.Network.Api = token => token == 2 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        using (var old = services.Rotate())
            await GetAsync(old);
        services.Time.Advance(TimeSpan.FromSeconds(3540));
        using (var young = services.Rotate())
            await GetAsync(young);

        // Token 2 is young and refused everywhere, so token 1, got by a handler that is gone, serves.
        services.Time.Advance(TimeSpan.FromSeconds(3));
        using var youngest = services.Rotate();
        Assert.Equal(200, await services.Time.DriveAsync(GetAsync(youngest)));

        Assert.Equal([1, 1, 2, 1], services.Network.Sent);
    }

    [Fact]
    public async Task Two_clients_have_two_tokens()
    {
        using var services = new Services(add: services => services
            .AddHttpClient("other")
            .AddSkewAwareAccessTokens(Services.Fill));

        var genesys = services.Provider.GetRequiredKeyedService<SkewAwareCredential>("genesys");
        await services.CreateClient().GetAsync("https://api.example/things");

        Assert.NotSame(genesys, services.Provider.GetRequiredKeyedService<SkewAwareCredential>("other"));
        Assert.Same(genesys, services.Provider.GetRequiredKeyedService<SkewAwareCredential>("genesys"));
    }

    private static async Task<int> GetAsync(HttpMessageInvoker client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        using var response = await client.SendAsync(request, default);
        return (int)response.StatusCode;
    }
}
