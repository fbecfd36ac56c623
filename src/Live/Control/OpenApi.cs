using System.Text.Json.Nodes;

namespace SkewLab.Testing.Control;

/// <summary>The control API's description (OpenAPI 3.1), made from its routes.</summary>
internal static class OpenApi
{
    public static JsonObject Document()
    {
        var paths = new JsonObject();
        foreach (var here in ControlApi.Routes.GroupBy(route => route.Path))
            paths[ControlApi.Prefix + here.Key] = new JsonObject(here.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (JsonNode?)Operation(route))));
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Control API of a live SkewLab", ["version"] = typeof(Lab).Assembly.GetName().Version!.ToString(3) },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = ControlGuard.Header } },
                ["responses"] = new JsonObject
                {
                    ["Problem"] = new JsonObject
                    {
                        ["description"] = "What is wrong (RFC 9457): field, value and, as detail, the rule.",
                        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } },
                    },
                },
            },
        };
    }

    private static JsonObject Operation(ControlRoute route)
    {
        var operation = new JsonObject { ["summary"] = route.Summary };
        if (route.Example is { } example)
        {
            operation["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" }, ["example"] = JsonNode.Parse(example) } },
            };
        }

        if (route.Path == "/journal" && route.Method == "GET")
        {
            operation["parameters"] = new JsonArray(Query("since", "integer"), Query("limit", "integer"), Query("wait", "string"));
        }

        operation["responses"] = new JsonObject
        {
            ["2XX"] = new JsonObject { ["description"] = "Done." },
            ["4XX"] = new JsonObject { ["$ref"] = "#/components/responses/Problem" },
        };
        return operation;
    }

    private static JsonObject Query(string name, string type) => new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = type } };
}
