using System.Net;

namespace SkewLab.Testing.Tests;

/// <summary>Clients in browsers: pages of any origin may call the nodes, and ask first.</summary>
public class BrowserAccessTests
{
    [Theory]
    [InlineData("idp/.well-known/jwks.json", 200)]
    [InlineData("idp/oauth/token", 405)]
    [InlineData("api-1/api/v2/users/me", 401)]
    [InlineData("nothing", 404)]
    public async Task Any_page_may_read_any_answer_of_a_node_and_the_headers_that_clients_look_at(string path, int status)
    {
        await using var bench = await Bench.StartAsync();

        using var answer = await bench.Client.GetAsync(new Uri(bench.Lab.Address, path));

        Assert.Equal((status, "*", "Date, Retry-After, WWW-Authenticate"),
            ((int)answer.StatusCode, Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Expose-Headers")));
    }

    [Fact]
    public async Task An_injected_answer_may_be_read_too_unless_the_fault_takes_that_away()
    {
        await using var bench = await Bench.StartAsync();
        bench.Lab.Api[0].Faults.Add(new() { Status = 503, Times = 1 });
        bench.Lab.Api[0].Faults.Add(new() { Status = 503, Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "" } });

        using var readable = await bench.GetAsync("x");
        using var blocked = await bench.GetAsync("x");

        Assert.Equal(("*", null), (Header(readable, "Access-Control-Allow-Origin"), Header(blocked, "Access-Control-Allow-Origin")));
    }

    [Theory]
    [InlineData("idp/oauth/token", "content-type", "content-type", 0)]
    [InlineData("api-1/api/v2/users/me", "authorization,traceparent", "authorization,traceparent", -2)]
    [InlineData("oauth/token", null, "Authorization, Content-Type", 0)]
    [InlineData("api/v2/users/me", "é", "Authorization, Content-Type", -2)]
    public async Task A_preflight_is_answered_on_the_clock_of_the_node_that_it_is_for(string path, string? asks, string allows, int offset)
    {
        await using var bench = await Bench.StartAsync();
        bench.Lab.Clocks["api-1"].Jump(TimeSpan.FromSeconds(-2));
        bench.Lab.Idp.Faults.Add(new() { Status = 503 });

        using var answer = await PreflightAsync(bench, path, asks);

        Assert.Equal((HttpStatusCode.NoContent, "*", "GET, POST", allows),
            (answer.StatusCode, Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Allow-Methods"),
                Header(answer, "Access-Control-Allow-Headers")));
        Assert.Equal(Bench.Noon.AddSeconds(offset), answer.Headers.Date);
        Assert.Empty(bench.Lab.Journal.Entries);
    }

    [Fact]
    public async Task A_preflight_takes_nobodys_turn()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);
        bench.Lab.Clocks["api-2"].Jump(TimeSpan.FromSeconds(-2));

        (await bench.GetAsync("x")).Dispose();
        using var first = await PreflightAsync(bench, "api/v2/users/me", "authorization");
        using var second = await PreflightAsync(bench, "api/v2/users/me", "authorization");
        (await bench.GetAsync("x")).Dispose();

        Assert.Equal((Bench.Noon.AddSeconds(-2), Bench.Noon.AddSeconds(-2)), (first.Headers.Date, second.Headers.Date));
        Assert.Equal(["api-1", "api-2"], bench.Lab.Journal.Entries.Select(entry => entry.Node));
    }

    [Fact]
    public async Task OPTIONS_that_is_no_preflight_goes_to_the_node()
    {
        await using var bench = await Bench.StartAsync();

        using var answer = await bench.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, new Uri(bench.Lab.Address, "api-1/api/v2/users/me")));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Single(bench.Lab.Journal.Entries);
    }

    private static async Task<HttpResponseMessage> PreflightAsync(Bench bench, string path, string? headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(bench.Lab.Address, path));
        request.Headers.Add("Origin", "https://page.example");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        if (headers is not null)
            request.Headers.TryAddWithoutValidation("Access-Control-Request-Headers", headers);
        return await bench.Client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
