namespace SkewLab.FakeIdp.Catalog;

/// <summary>The IdP's paths. All of them are constant.</summary>
internal static class IdpPaths
{
    public const string Token = "/oauth/token";

    public const string Jwks = "/.well-known/jwks.json";

    public const string Authorize = "/oauth/authorize";

    public const string Introspect = "/oauth/introspect";

    public const string Revoke = "/oauth/revoke";

    public const string UserInfo = "/userinfo";

    public const string Logout = "/logout";

    /// <summary>RFC 8414 and OpenID Connect Discovery: two paths, one document.</summary>
    public static readonly string[] Metadata = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
}
