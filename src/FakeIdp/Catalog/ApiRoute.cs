namespace SkewLab.FakeIdp.Catalog;

/// <summary>The API's routes: method, path, scope and answer. A new route with a constant answer is one row.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Scope">The scope it takes; null takes any good token.</param>
/// <param name="Body">The JSON that answers a good token; null where the paged query answers.</param>
internal sealed record ApiRoute(string Method, string Path, string? Scope, string? Body)
{
    public const string AllScopes = "users:readonly conversations:readonly";

    public const string QueryPath = "/api/v2/analytics/conversations/details/query";

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new(
            "GET",
            "/api/v2/users/me",
            "users:readonly",
            $$"""{"id":"{{LabUser.Subject}}","name":"{{LabUser.Name}}","email":"{{LabUser.Email}}","username":"{{LabUser.Username}}","state":"active"}"""),
        new(
            "GET",
            "/api/v2/users",
            "users:readonly",
            $$"""{"entities":[{"id":"{{LabUser.Subject}}","name":"{{LabUser.Name}}"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        new(
            "GET",
            "/api/v2/conversations",
            "conversations:readonly",
            """{"entities":[{"id":"c0ffee00-0000-4000-8000-000000000001","name":"Inbound call"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        new(
            "GET",
            "/api/v2/conversations/voice",
            "conversations:readonly",
            """{"entities":[{"id":"c0ffee00-0000-4000-8000-000000000001","name":"Inbound call"}],"pageSize":25,"pageNumber":1,"total":1}"""),
        new(
            "GET",
            "/api/v2/tokens/me",
            null,
            """{"organization":{"id":"0de55a00-0000-4000-8000-000000000001","name":"Example Organization"}}"""),
        new("POST", QueryPath, "conversations:readonly", null),
    ];
}
