using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>The control API's description (OpenAPI 3.1), made from its routes: what each takes and answers is what its handler does.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<EndpointDataSource> routes)
    {
        var paths = new JsonObject();
        foreach (var endpoint in routes.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!;
            var operations = (JsonObject)(paths[path] ??= new JsonObject());
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
                operations[method.ToLowerInvariant()] = Operation(endpoint);
        }

        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Control API of a live SkewLab",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ControlTransport.TokenHeader },
                },
                ["responses"] = new JsonObject
                {
                    ["Problem"] = Response("What is wrong (RFC 9457): field, value and, as detail, the rule.", "application/problem+json", typeof(Problem)),
                },
            },
        };
    }

    private static JsonObject Operation(RouteEndpoint endpoint)
    {
        var operation = new JsonObject { ["summary"] = endpoint.Metadata.GetRequiredMetadata<IEndpointSummaryMetadata>().Summary };
        var parameters = new JsonArray([.. PathParameters(endpoint), .. endpoint.Metadata.GetOrderedMetadata<QueryMetadata>().Select(Query)]);
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (endpoint.Metadata.GetMetadata<BodyMetadata>() is { } body)
            operation["requestBody"] = Body(body, endpoint.Metadata.GetRequiredMetadata<BodyExample>());
        operation["responses"] = endpoint.Metadata.GetMetadata<IProducesResponseTypeMetadata>()?.Type is { } answer && answer != typeof(void)
            ? new() { ["200"] = Response("Done.", "application/json", answer), ["4XX"] = Problem() }
            : new JsonObject { ["204"] = new JsonObject { ["description"] = "Done." }, ["4XX"] = Problem() };
        return operation;
    }

    private static JsonObject Problem() => new() { ["$ref"] = "#/components/responses/Problem" };

    private static JsonObject Body(BodyMetadata body, BodyExample example) => new()
    {
        ["required"] = body.IsRequired,
        ["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject { ["schema"] = RecordSchema.Of(body.Type), ["example"] = JsonNode.Parse(example.Json) },
        },
    };

    private static JsonObject Response(string description, string contentType, Type type) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { [contentType] = new JsonObject { ["schema"] = RecordSchema.Of(type) } },
    };

    private static IEnumerable<JsonNode?> PathParameters(RouteEndpoint endpoint) => endpoint.RoutePattern.Parameters.Select(parameter => new JsonObject
    {
        ["name"] = parameter.Name,
        ["in"] = "path",
        ["required"] = true,
        ["schema"] = new JsonObject { ["type"] = "string" },
    });

    private static JsonObject Query(QueryMetadata query) => new()
    {
        ["name"] = query.Name,
        ["in"] = "query",
        ["description"] = query.Description,
        ["schema"] = new JsonObject { ["type"] = query.Type },
    };
}
