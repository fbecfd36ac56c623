using System.Net;
using System.Text.Json;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Testing.Tests;

/// <summary>Which node a request is for.</summary>
public class RoutingTests
{
    [Fact]
    public async Task A_bare_path_goes_to_the_IdP_or_to_each_API_node_in_turn()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);
        var token = await bench.NewTokenAsync(new Uri(bench.Lab.Address, "oauth/token"));

        for (var i = 0; i < 3; i++)
            (await bench.GetAsync(token)).Dispose();

        Assert.Equal(["idp", "api-1", "api-2", "api-1"], bench.Lab.Journal.Entries.Select(entry => entry.Node));
    }

    [Theory]
    [InlineData("http://skewlab.test/api-2/api/v2/users/me", "api-2", "/api/v2/users/me")]
    [InlineData("http://skewlab.test/idp/.well-known/jwks.json", "idp", "/.well-known/jwks.json")]
    [InlineData("http://skewlab.test/idp", "idp", "/")]
    [InlineData("http://api-2.example/api/v2/users/me", "api-2", "/api/v2/users/me")]
    [InlineData("http://idp/nothing", "idp", "/nothing")]
    [InlineData("http://skewlab.test/.well-known/nothing", "idp", "/.well-known/nothing")]
    [InlineData("http://skewlab.test/nothing", "api-1", "/nothing")]
    [InlineData("http://skewlab.test/api-3/x", "api-1", "/api-3/x")]
    public async Task A_request_goes_to_the_node_that_prefix_or_host_names(string address, string node, string path)
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);

        using var answer = await bench.Client.GetAsync(new Uri(address));

        var entry = Assert.Single(bench.Lab.Journal.Entries);
        Assert.Equal((node, path), (entry.Node, entry.Path));
    }

    [Theory]
    [InlineData("http://skewlab.test/idp", "http://skewlab.test/idp")]
    [InlineData("http://skewlab.test", "http://skewlab.test")]
    [InlineData("http://idp.example:81", "http://idp.example:81")]
    public async Task The_issuer_is_the_address_the_client_used(string address, string issuer)
    {
        await using var bench = await Bench.StartAsync();

        var metadata = await bench.Client.GetStringAsync(new Uri(address + "/.well-known/openid-configuration"));

        Assert.Equal(issuer, JsonDocument.Parse(metadata).RootElement.GetProperty("issuer").GetString());
    }

    [Theory]
    [InlineData("http://skewlab.test/.well-known/oauth-authorization-server/idp", "http://skewlab.test/idp")]
    [InlineData("http://skewlab.test/.well-known/oauth-authorization-server", "http://skewlab.test")]
    [InlineData("http://skewlab.test/.well-known/oauth-authorization-server/", "http://skewlab.test")]
    public async Task Metadata_stands_between_host_and_path_too_where_RFC_8414_looks_for_it(string address, string issuer)
    {
        await using var bench = await Bench.StartAsync();

        var metadata = await bench.Client.GetStringAsync(new Uri(address));

        Assert.Equal(issuer, JsonDocument.Parse(metadata).RootElement.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Random_balancing_uses_every_node()
    {
        await using var bench = await Bench.StartAsync(options => (options.Api.Nodes, options.Api.Balancing) = (3, Balancing.Random));

        for (var i = 0; i < 30; i++)
            (await bench.Client.GetAsync(new Uri(bench.Lab.ApiAddress, "api/v2/users/me"))).Dispose();

        Assert.Equal(["api-1", "api-2", "api-3"], bench.Lab.Journal.Entries.Select(entry => entry.Node).Distinct().Order());
    }

    [Fact]
    public async Task On_sockets_a_node_answers_under_the_common_port_and_under_one_of_its_own()
    {
        await using var bench = await Bench.StartAsync(options =>
        {
            (options.Port, options.Api.Nodes) = (0, 2);
            options.NodePorts["api-2"] = 0;
        });
        var token = await bench.NewTokenAsync();

        using var common = await bench.GetAsync(token);
        using var own = await bench.GetAsync(token, new Uri($"http://127.0.0.1:{bench.Lab.NodePorts["api-2"]}/api/v2/users/me"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (common.StatusCode, own.StatusCode));
        Assert.Equal(["idp", "api-1", "api-2"], bench.Lab.Journal.Entries.Select(entry => entry.Node));
        Assert.Equal(Bench.Noon, common.Headers.Date);
        Assert.Equal("127.0.0.1", bench.Lab.Address.Host);
    }
}
