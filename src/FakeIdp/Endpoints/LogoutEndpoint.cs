using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary><c>GET /logout</c> (OpenID Connect RP-Initiated Logout section 2). There is no session to end and tokens stay good; the browser goes where the
/// client registered, or sees a page.</summary>
internal static class LogoutEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.Logout, ["GET"], Answer);

    private static Task Answer(HttpContext context)
    {
        var decision = NodeDecision.Of(context);
        var idp = (IdpNode)decision.Node;
        if (FormBody.OfQuery(context.Request) is not { } query)
            return Page.WriteError(context.Response, decision, 414, $"The request is longer than {FormBody.MaximumBytes} characters.");
        if (query.Problem is { } problem)
            return Page.WriteError(context.Response, decision, 400, problem);
        if (!TryFindClient(idp, query, out var client))
            return Page.WriteError(context.Response, decision, 400, "The parameters client_id and id_token_hint name no client, or two.");
        decision.ClientId = client?.Id;
        if (query["post_logout_redirect_uri"] is not { } target)
            return Page.Write(context.Response, 200, "Logged out", "There is nothing more to do.");
        if (client?.PostLogoutRedirectUris.Any(registered => RedirectUri.AreSame(registered, target)) != true)
            return Page.WriteError(context.Response, decision, 400, "The parameter post_logout_redirect_uri is not registered for the client.");
        HttpAnswer.ForbidStoring(context.Response);
        return HttpAnswer.WriteRedirect(context.Response, RedirectUri.With(target, ("state", query["state"])));
    }

    /// <summary>The client that a request names by its identifier, by a token, by both or by neither (null). False if what it names does not exist or is not
    /// the same.</summary>
    private static bool TryFindClient(IdpNode idp, FormBody query, out RegisteredClient? client)
    {
        var id = query["client_id"];
        var hinted = query["id_token_hint"] is { } hint ? AudienceOf(idp, hint) ?? "" : null;
        client = (id ?? hinted) is { } named ? idp.FindClient(named) : null;
        return (id is null && hinted is null) || (client is not null && (id ?? hinted) == (hinted ?? id));
    }

    // An id_token that has expired is a good hint all the same (section 4); one that the IdP did not sign is none.
    private static string? AudienceOf(IdpNode idp, string hint) =>
        SigningKey.Read(hint, out _) is { Audiences: [var audience] } token
        && idp.Keys.Find(token.Kid) is { } key && token.Algorithm == key.Key.AlgorithmName && key.Key.Verify(token.Signed, token.Signature)
            ? audience
            : null;
}
