using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Worlds;


namespace SkewLab.Testing.Control;

/// <summary>What the IdP has: clients, refresh tokens, keys, and tokens taken back.</summary>
internal static class TokenRoutes
{
    private const string Addresses = "addresses, for example [\"http://127.0.0.1/callback\"]";

    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        ControlRoute.Of("POST", "/clients", "Adds or replaces a client; without a secret it is public, without redirectUris it gets no code.", AddClient, """{"id":"web","secret":"web-secret","scope":"users:readonly","redirectUris":["http://127.0.0.1/callback"]}"""),
        ControlRoute.Of("POST", "/refresh-tokens", "Issues a first refresh token to a client, as an authorization would.", IssueRefreshToken, """{"clientId":"app"}"""),
        ControlRoute.Of(
            "POST",
            "/tokens",
            "Mints an access token: what the client (the lab's own) would get now, with the given claims in place of its own or beside them; null takes a claim away. Times are NumericDates on the IdP's clock.",
            Mint,
            """{"clientId":"app","claims":{"aud":"https://other.example","nbf":null,"roles":["admin"]}}"""),
        ControlRoute.Of("POST", "/keys/rotate", "Publishes a new signing key; it signs after publishLead (0s), and the old one leaves the key set retire (0s) after that.", RotateKeys, """{"publishLead":"0s","retire":"10m"}"""),
        ControlRoute.Of("POST", "/revoke", "Revokes access tokens at the IdP: newest, all, one by its name (at#3) or by its text.", Revoke, """{"token":"newest"}"""),
    ];

    private static object AddClient(LiveLab live, ControlRequest request)
    {
        var body = request.Body("id", "secret", "scope", "redirectUris", "postLogoutRedirectUris");
        if (body.Text("id") is not { Length: > 0 } id)
            throw body.Bad("id", "This is the client's identifier, for example \"app\".");
        var client = new RegisteredClient
        {
            Id = id,
            Secret = body.Text("secret"),
            RedirectUris = body.Texts("redirectUris", Addresses) ?? [],
            PostLogoutRedirectUris = body.Texts("postLogoutRedirectUris", Addresses) ?? [],
        };
        live.Lab.Idp.Register(body.Text("scope") is { } scope ? client with { Scope = scope } : client);
        return new { client.Id, Public = client.Secret is null };
    }

    private static object IssueRefreshToken(LiveLab live, ControlRequest request)
    {
        var body = request.OptionalBody("clientId", "scope");
        var id = ClientOf(live.Lab, body);
        return new { ClientId = id, RefreshToken = live.Lab.Idp.IssueRefreshToken(id, body.Text("scope")).Value };
    }

    private static object Mint(LiveLab live, ControlRequest request)
    {
        var body = request.OptionalBody("clientId", "claims");
        var idp = live.Lab.Idp;
        var id = ClientOf(live.Lab, body);
        if (idp.Settings.Format == TokenFormat.Opaque)
            throw new ControlProblem(400, "Opaque tokens hold no claims; PATCH /_skewlab/policy with {\"idp\":{\"format\":\"jwt\"}} first.", "idp.format", "opaque");
        var claims = body.Object("claims") is { } given ? given.Names.ToDictionary(name => name, given.Raw) : [];
        var token = idp.Mint(id, idp.Settings.Issuer ?? live.Lab.IdpAddress.ToString().TrimEnd('/'), claims);
        return new { token.Name, AccessToken = token.Value };
    }

    private static string ClientOf(Lab lab, Fields body)
    {
        var id = body.Text("clientId") ?? lab.ClientId;
        return lab.Idp.FindClient(id) is not null ? id : throw new ControlProblem(400, "No such client is registered; POST /_skewlab/clients adds one.", "clientId", id);
    }

    private static object? RotateKeys(LiveLab live, ControlRequest request)
    {
        var body = request.OptionalBody("publishLead", "retire");
        live.Lab.Idp.RotateKeys(body.PositiveDuration("publishLead") ?? TimeSpan.Zero, body.PositiveDuration("retire") ?? TimeSpan.Zero);
        return null;
    }

    private static object Revoke(LiveLab live, ControlRequest request)
    {
        var body = request.Body("token");
        var tokens = Find(live.Lab, body.Text("token") ?? throw body.Bad("token", "This is newest, all, a name such as at#3, or a token."));
        foreach (var token in tokens)
            live.Lab.Idp.Revoke(token);
        return new { Revoked = tokens.Select(token => token.Name) };
    }

    private static IReadOnlyList<IssuedToken> Find(Lab lab, string token) => token switch
    {
        "all" => lab.Idp.ListTokens(),
        "newest" => lab.Idp.NewestToken is { } newest ? [newest] : [],
        // What was given is not repeated: it may be a token of somebody's.
        _ => [lab.Idp.FindToken(token) ?? lab.Idp.ListTokens().FirstOrDefault(known => known.Name == token) ?? throw new ControlProblem(400, "The IdP has issued no such token; this is newest, all, a name such as at#3, or a token.", "token")],
    };
}
