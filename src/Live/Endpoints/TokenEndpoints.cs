using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Control;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing.Endpoints;

/// <summary>What the IdP has: clients, refresh tokens, keys, and tokens taken back.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/clients", (ControlTarget target, JsonBody<ClientRegistration> body) => target.World.Change(lab => AddClient(lab, body)))
            .WithSummary("Adds or replaces a client; without a secret it is public, without redirectUris it gets no code.")
            .WithMetadata(new BodyExample("""{"id":"web","secret":"web-secret","scope":"users:readonly","redirectUris":["http://127.0.0.1/callback"]}"""));
        routes.MapPost(
                "/refresh-tokens",
                (ControlTarget target, OptionalBody<RefreshTokenRequest> body) => target.World.Change(lab => IssueRefreshToken(lab, body.Value)))
            .WithSummary("Issues a first refresh token to a client, as an authorization would.")
            .WithMetadata(new BodyExample("""{"clientId":"app"}"""));
        routes.MapPost("/tokens", (ControlTarget target, OptionalBody<MintRequest> body) => target.World.Change(lab => Mint(lab, target.Address, body.Value)))
            .WithSummary(
                "Mints an access token: what the client (the lab's own) would get now, with the given claims in place of its own or beside them; "
                + "null takes a claim away. Times are NumericDates on the IdP's clock.")
            .WithMetadata(new BodyExample("""{"clientId":"app","claims":{"aud":"https://other.example","nbf":null,"roles":["admin"]}}"""));
        routes.MapPost("/keys/rotate", (ControlTarget target, OptionalBody<KeyRotation> body) => RotateKeys(target, body.Value))
            .WithSummary("Publishes a new signing key; it signs after publishLead (0s), and the old one leaves the key set retire (0s) after that.")
            .WithMetadata(new BodyExample("""{"publishLead":"0s","retire":"10m"}"""));
        routes.MapPost("/revoke", (ControlTarget target, JsonBody<RevokeRequest> body) => target.World.Change(lab => Revoke(lab, body.Value)))
            .WithSummary("Revokes access tokens at the IdP: newest, all, one by its name (at#3) or by its text.")
            .WithMetadata(new BodyExample("""{"token":"newest"}"""));
    }

    private static RegisteredClientAnswer AddClient(LabState lab, JsonBody<ClientRegistration> body)
    {
        var registration = body.Value;
        if (registration.Id is not { Length: > 0 } id)
            throw new ControlProblem(400, "This is the client's identifier, for example \"app\".", "id", registration.Id);
        var client = new RegisteredClient
        {
            Id = id,
            Secret = registration.Secret,
            RedirectUris = registration.RedirectUris ?? [],
            PostLogoutRedirectUris = registration.PostLogoutRedirectUris ?? [],
        };
        SettingRules.Require(body.Json, client.Check(), field => field);
        lab.Idp.Register(registration.Scope is { } scope ? client with { Scope = scope } : client);
        return new() { Id = client.Id, Public = client.Secret is null };
    }

    private static RefreshTokenAnswer IssueRefreshToken(LabState lab, RefreshTokenRequest request)
    {
        var id = ClientOf(lab, request.ClientId);
        return new() { ClientId = id, RefreshToken = lab.Idp.IssueRefreshToken(id, request.Scope).Value };
    }

    private static MintedToken Mint(LabState lab, Uri address, MintRequest request)
    {
        var id = ClientOf(lab, request.ClientId);
        if (lab.Idp.Settings.Format == TokenFormat.Opaque)
            throw new ControlProblem(400, "Opaque tokens hold no claims; PATCH /_skewlab/policy with {\"idp\":{\"format\":\"jwt\"}} first.", "idp.format",
                "opaque");
        var token = lab.Idp.Mint(id, lab.Idp.Settings.Issuer ?? new Uri(address, "idp").ToString(), request.Claims ?? new Dictionary<string, JsonElement>());
        return new() { Name = token.Name, AccessToken = token.Value };
    }

    private static string ClientOf(LabState lab, string? clientId)
    {
        var id = clientId ?? lab.ClientId;
        return lab.Idp.FindClient(id) is not null ? id
            : throw new ControlProblem(400, "No such client is registered; POST /_skewlab/clients adds one.", "clientId", id);
    }

    private static void RotateKeys(ControlTarget target, KeyRotation rotation) => target.World.Change(lab =>
    {
        lab.Idp.RotateKeys(rotation.PublishLead ?? TimeSpan.Zero, rotation.Retire ?? TimeSpan.Zero);
        return true;
    });

    private static RevokedTokens Revoke(LabState lab, RevokeRequest request)
    {
        var tokens = Find(lab, request.Token ?? throw new ControlProblem(400, "This is newest, all, a name such as at#3, or a token.", "token"));
        foreach (var token in tokens)
            lab.Idp.Revoke(token);
        return new() { Revoked = [.. tokens.Select(token => token.Name)] };
    }

    private static IReadOnlyList<IssuedToken> Find(LabState lab, string token) => token switch
    {
        "all" => lab.Idp.ListTokens(),
        "newest" => lab.Idp.NewestToken is { } newest ? [newest] : [],
        // What was given is not repeated: it may be a token of somebody's.
        _ => [lab.Idp.FindToken(token) ?? lab.Idp.ListTokens().FirstOrDefault(known => known.Name == token)
            ?? throw new ControlProblem(400, "The IdP has issued no such token; this is newest, all, a name such as at#3, or a token.", "token")],
    };
}
