using System.Diagnostics;

namespace SkewLab.FakeIdp.Catalog;

/// <summary>The methods and paths that nodes serve, each pair once.</summary>
public static class ServedRoutes
{
    /// <value>What an IdP serves.</value>
    public static IReadOnlyList<(string Method, string Path)> Idp { get; } =
    [
        ("POST", IdpPaths.Token), ("GET", IdpPaths.Jwks), .. IdpPaths.Metadata.Select(path => ("GET", path)), ("GET", IdpPaths.Authorize),
        ("POST", IdpPaths.Introspect), ("POST", IdpPaths.Revoke), ("GET", IdpPaths.UserInfo), ("GET", IdpPaths.Logout),
    ];

    /// <value>What an API node serves.</value>
    public static IReadOnlyList<(string Method, string Path)> Api { get; } = [.. ApiRoute.All.Select(route => (route.Method, route.Path))];

    /// <summary>What a node of a role serves.</summary>
    public static IReadOnlyList<(string Method, string Path)> Of(NodeRole role) => role switch
    {
        NodeRole.Idp => Idp,
        NodeRole.Api => Api,
        _ => throw new UnreachableException($"Nothing says what a node of the role {role} serves."),
    };
}
