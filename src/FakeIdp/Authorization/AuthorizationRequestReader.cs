using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Authorization;

/// <summary>Reads authorization requests (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1).</summary>
internal static class AuthorizationRequestReader
{
    /// <summary>What every client may ask for where there is a user (OpenID Connect Core sections 3.1.2.1, 5.4 and 11).</summary>
    public const string IdentityScopes = "openid profile email offline_access";

    /// <summary>The scopes that a client may ask for where there is a user.</summary>
    public static string ScopesOf(RegisteredClient client) => client.Scope.Length == 0 ? IdentityScopes : $"{IdentityScopes} {client.Scope}";

    /// <summary>Reads a request whose client and redirect URI are known to be good; null with an error code and its description otherwise. <c>prompt</c>,
    /// <c>max_age</c>, <c>login_hint</c> and whatever else asks for a dialogue is ignored: there is none.</summary>
    public static AuthorizationRequest? Read(RegisteredClient client, FormBody query, out string error, out string description)
    {
        var scope = query["scope"] is { } asked ? Scopes.Grant(asked, ScopesOf(client)) : client.Scope;
        (error, description) = ProblemOf(client, query)
            ?? (scope is null ? ("invalid_scope", "The scope is malformed or goes beyond the client's.") : ("", ""));
        if (error.Length > 0)
            return null;
        return new()
        {
            ClientId = client.Id,
            RedirectUri = query["redirect_uri"],
            Scope = scope!,
            Nonce = query["nonce"],
            Challenge = query["code_challenge"],
        };
    }

    private static (string Error, string Description)? ProblemOf(RegisteredClient client, FormBody query)
    {
        if (query.Problem is { } problem)
            return ("invalid_request", problem);
        if (query["response_type"] is not { } responseType)
            return ("invalid_request", "The parameter response_type is missing.");
        if (responseType != "code")
            return ("unsupported_response_type", "The response type is not supported.");
        if (query["response_mode"] is not (null or "query"))
            return ("invalid_request", "The response mode is not supported.");
        // OpenID Connect Core section 3.1.2.6 has a code for each of what is not supported.
        if (query["request"] is not null)
            return ("request_not_supported", "The parameter request is not supported.");
        if (query["request_uri"] is not null)
            return ("request_uri_not_supported", "The parameter request_uri is not supported.");
        return ProblemOfChallenge(client, query["code_challenge"], query["code_challenge_method"]);
    }

    // RFC 7636 section 4.4.1; without a method it would be "plain", which protects nobody (RFC 9700 section 2.1.1).
    private static (string Error, string Description)? ProblemOfChallenge(RegisteredClient client, string? challenge, string? method) => challenge switch
    {
        null when client.IsPublic => ("invalid_request", "A public client must send a code_challenge."),
        null => method is null ? null : ("invalid_request", "The parameter code_challenge is missing."),
        _ when method != Pkce.Method => ("invalid_request", "The code_challenge_method must be S256."),
        _ => Pkce.IsChallenge(challenge) ? null : ("invalid_request", "The code_challenge must be 43 characters of base64url."),
    };
}
