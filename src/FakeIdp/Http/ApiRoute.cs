using System.Text;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Queries;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Http;

/// <summary>The API's routes: method, path, scope and what answers once the token is judged. A new route is one row.</summary>
internal sealed class ApiRoute
{
    public const string AllScopes = "users:readonly conversations:readonly";

    private ApiRoute(string method, string path, string? scope, Func<HttpContext, NodeDecision, ApiNode, Task> answer)
    {
        Method = method;
        Path = path;
        Scope = scope;
        Answer = answer;
    }

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        Get(
            "/api/v2/users/me",
            "users:readonly",
            $$"""{"id":"{{LabUser.Subject}}","name":"{{LabUser.Name}}","email":"{{LabUser.Email}}","username":"{{LabUser.Username}}","state":"active"}"""),
        Get(
            "/api/v2/users",
            "users:readonly",
            $$"""{"entities":[{"id":"{{LabUser.Subject}}","name":"{{LabUser.Name}}"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        Get(
            "/api/v2/conversations",
            "conversations:readonly",
            """{"entities":[{"id":"c0ffee00-0000-4000-8000-000000000001","name":"Inbound call"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        Get(
            "/api/v2/conversations/voice",
            "conversations:readonly",
            """{"entities":[{"id":"c0ffee00-0000-4000-8000-000000000001","name":"Inbound call"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        Get(
            "/api/v2/tokens/me",
            null,
            """{"organization":{"id":"0de55a00-0000-4000-8000-000000000001","name":"Example Organization"}}"""),
        new("POST", ConversationQueryEndpoint.Path, "conversations:readonly", ConversationQueryEndpoint.Answer),
    ];

    public string Method { get; }

    public string Path { get; }

    /// <summary>The scope it takes; null takes any good token.</summary>
    public string? Scope { get; }

    public Func<HttpContext, NodeDecision, ApiNode, Task> Answer { get; }

    private static ApiRoute Get(string path, string? scope, string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return new("GET", path, scope, (context, _, _) => HttpAnswer.Write(context.Response, 200, HttpAnswer.Json, body));
    }
}
