using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Authorization;

/// <summary><c>GET /oauth/authorize</c> (RFC 6749 section 4.1.1): there is one user, who approves at once.</summary>
internal static class AuthorizeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.Authorize, ["GET"], Answer);

    /// <summary>The client that a request names, if it is registered.</summary>
    public static RegisteredClient? ClientOf(IdpNode idp, FormBody query) =>
        query["client_id"] is { } id && !query.IsRepeated("client_id") ? idp.FindClient(id) : null;

    private static Task Answer(HttpContext context)
    {
        var decision = NodeDecision.Of(context);
        var idp = (IdpNode)decision.Node;
        if (FormBody.OfQuery(context.Request) is not { } query)
            return Page.WriteError(context.Response, decision, 414, $"The request is longer than {FormBody.MaximumBytes} characters.");
        if (ClientOf(idp, query) is not { } client)
            return Page.WriteError(context.Response, decision, 400, "The parameter client_id is missing, stands twice or names no client that is registered.");
        decision.ClientId = client.Id;
        if (TargetOf(client, query) is not { } target)
            return Page.WriteError(context.Response, decision, 400, "The parameter redirect_uri is missing, stands twice or is not registered for the client.");
        if (idp.RateLimiter is { } limiter && !limiter.TryTake(client.Id, out var retryAfter))
            return OAuthError.WriteRateLimited(context, decision, limiter.RetryAfterForm, retryAfter);
        return Answer(context, decision, idp, query, client, target);
    }

    private static Task Answer(HttpContext context, NodeDecision decision, IdpNode idp, FormBody query, RegisteredClient client, string target)
    {
        var issuer = IssuerAddress.Of(context.Request, idp);
        var state = query.IsRepeated("state") ? null : query["state"];
        if (AuthorizationRequestReader.Read(client, query, out var error, out var description) is not { } request)
        {
            decision.Error = error;
            return Redirect(RedirectUri.With(target, ("error", error), ("error_description", description), ("state", state), ("iss", issuer)));
        }
        var code = idp.IssueCode(request, decision.Now);
        decision.IssuedCode = code;
        return Redirect(RedirectUri.With(target, ("code", code.Value), ("state", state), ("iss", issuer)));

        Task Redirect(string location)
        {
            HttpAnswer.ForbidStoring(context.Response);
            return HttpAnswer.WriteRedirect(context.Response, location);
        }
    }

    // RFC 6749 section 3.1.2.3: who registered one address need not name it. No other address is ever sent to (section 4.1.2.1).
    private static string? TargetOf(RegisteredClient client, FormBody query)
    {
        if (query.IsRepeated("redirect_uri"))
            return null;
        if (query["redirect_uri"] is not { } asked)
            return client.RedirectUris.Count == 1 ? client.RedirectUris[0] : null;
        return client.RedirectUris.Any(registered => RedirectUri.AreSame(registered, asked)) ? asked : null;
    }
}
