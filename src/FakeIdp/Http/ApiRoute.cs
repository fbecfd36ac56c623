using System.Text;

namespace SkewLab.FakeIdp;

/// <summary>The API's routes: path, scope and a prebuilt body each. A new route is one row.</summary>
internal sealed class ApiRoute
{
    public const string AllScopes = "users:readonly conversations:readonly";

    private ApiRoute(string path, string scope, string body)
    {
        Path = path;
        Scope = scope;
        Body = Encoding.UTF8.GetBytes(body);
    }

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new(
            "/api/v2/users/me",
            "users:readonly",
            """{"id":"5ca1ab1e-0000-4000-8000-000000000001","name":"Ada Example","email":"ada@example.com","username":"ada","state":"active"}"""),
        new(
            "/api/v2/conversations/voice",
            "conversations:readonly",
            """{"entities":[{"id":"c0ffee00-0000-4000-8000-000000000001","name":"Inbound call"}],"pageSize":25,"pageNumber":1,"total":1}"""),
    ];

    public string Path { get; }

    public string Scope { get; }

    public byte[] Body { get; }
}
