using System.Text.Json;
using Json.Schema;
using SkewLab.Testing.Control;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>The control API's description is made from its routes, and what they take and answer is what it says.</summary>
public class ControlDescriptionTests
{
    [Fact]
    public async Task Every_routes_example_fits_its_schema_and_so_does_the_answer()
    {
        await using var bench = await LiveBench.StartAsync(nodes: 3);
        await bench.NewTokenAsync();
        var (_, document) = await bench.SendAsync("GET", "_skewlab/openapi.json");
        List<string> routes = [];

        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                var operation = method.Value;
                var route = $"{method.Name.ToUpperInvariant()} {path.Name}";
                routes.Add(route);
                Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
                string? example = null;
                if (operation.TryGetProperty("requestBody", out var body))
                {
                    var content = body.GetProperty("content").GetProperty("application/json");
                    example = content.GetProperty("example").GetRawText();
                    AssertFits(content, content.GetProperty("example"), $"example of {route}");
                }

                var (status, answer) = await bench.SendAsync(method.Name.ToUpperInvariant(), path.Name[1..].Replace("{id}", "1", StringComparison.Ordinal),
                    example);
                Assert.True(operation.GetProperty("responses").TryGetProperty($"{status}", out var response), $"{route} answered {status}: {answer}");
                if (status == 200)
                    AssertFits(response.GetProperty("content").GetProperty("application/json"), answer, $"answer of {route}");
            }
        }

        Assert.Equal(
            [
                "DELETE /_skewlab/faults", "DELETE /_skewlab/journal", "DELETE /_skewlab/worlds/{id}",
                "GET /_skewlab/clocks", "GET /_skewlab/faults", "GET /_skewlab/journal", "GET /_skewlab/openapi.json", "GET /_skewlab/policy",
                "PATCH /_skewlab/policy", "POST /_skewlab/clients", "POST /_skewlab/clocks/advance", "POST /_skewlab/faults", "POST /_skewlab/keys/rotate",
                "POST /_skewlab/refresh-tokens", "POST /_skewlab/reset", "POST /_skewlab/revoke", "POST /_skewlab/tokens", "POST /_skewlab/worlds",
                "PUT /_skewlab/clocks",
            ],
            routes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/clocks", "put", """{"idp":{"ofset":"1s"}}""")]
    [InlineData("/clocks", "put", """{"idp":{"driftPpm":100001}}""")]
    [InlineData("/policy", "patch", """{"idp":{"format":"Jwt"}}""")]
    [InlineData("/policy", "patch", """{"api":{"propagatingStatus":402}}""")]
    [InlineData("/faults", "post", """{"status":99}""")]
    [InlineData("/faults", "post", """{"status":503,"retryAfter":30}""")]
    [InlineData("/clients", "post", """{"id":"a","redirectUris":[1]}""")]
    public async Task What_the_lab_refuses_does_not_fit_the_schema_either(string path, string method, string body)
    {
        await using var bench = await LiveBench.StartAsync();
        var (_, document) = await bench.SendAsync("GET", "_skewlab/openapi.json");
        var content = document.GetProperty("paths").GetProperty($"/_skewlab{path}").GetProperty(method).GetProperty("requestBody").GetProperty("content");

        var schema = JsonSchema.FromText(content.GetProperty("application/json").GetProperty("schema").GetRawText());

        Assert.False(schema.Evaluate(JsonElement.Parse(body)).IsValid);
        Assert.Equal(400, (await bench.SendAsync(method.ToUpperInvariant(), $"_skewlab{path}", body)).Status);
    }

    [Fact]
    public async Task A_problem_fits_its_schema()
    {
        await using var bench = await LiveBench.StartAsync();
        var (_, document) = await bench.SendAsync("GET", "_skewlab/openapi.json");

        var (_, problem) = await bench.SendAsync("PUT", "_skewlab/clocks", """{"idp":{"offset":"5"}}""");

        AssertFits(document.GetProperty("components").GetProperty("responses").GetProperty("Problem").GetProperty("content").GetProperty("application/problem+json"), problem, "problem");
        Assert.Equal("idp.offset", problem.Deserialize<Problem>(ControlJson.Options)!.Field);
    }

    [Fact]
    public async Task The_journals_parameters_are_described()
    {
        await using var bench = await LiveBench.StartAsync();

        var (_, document) = await bench.SendAsync("GET", "_skewlab/openapi.json");

        var parameters = document.GetProperty("paths").GetProperty("/_skewlab/journal").GetProperty("get").GetProperty("parameters");
        Assert.Equal(["since", "limit", "wait"], parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
    }

    private static void AssertFits(JsonElement content, JsonElement json, string what)
    {
        var text = content.GetProperty("schema").GetRawText();
        Assert.True(JsonSchema.FromText(text).Evaluate(json).IsValid, $"The {what} does not fit its schema: {json}\n{text}");
    }
}
