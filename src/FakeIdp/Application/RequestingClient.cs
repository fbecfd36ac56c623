using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Assertions;
using SkewLab.FakeIdp.Authorization;
using SkewLab.FakeIdp.Bearer;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Application;

/// <summary>Who asks, found before the endpoint looks: faults may be meant for one client.</summary>
internal static class RequestingClient
{
    public static async ValueTask<string?> Find(HttpContext context, NodeDecision decision)
    {
        var request = context.Request;
        if (decision.Node is ApiNode api)
            return BearerHeader.TryRead(request, out var text) ? BearerCheck.Recall(api, text).ClientId : null;
        var idp = (IdpNode)decision.Node;
        if (decision.Endpoint == IdpPaths.Authorize)
            return FormBody.OfQuery(request) is { } query ? AuthorizeEndpoint.ClientOf(idp, query)?.Id : null;
        if (decision.Endpoint == IdpPaths.UserInfo)
            return BearerHeader.TryRead(request, out var bearer) ? idp.FindToken(bearer.ToString())?.ClientId : null;
        if (await FormBody.Peek(request, context.RequestAborted) is not { } form)
            return null;
        return ClientAuthentication.Authenticate(idp, request, form).Client?.Id ?? ByAssertion(idp, request, form, decision.Now);
    }

    private static string? ByAssertion(IdpNode idp, HttpRequest request, FormBody form, DateTimeOffset now) =>
        form["assertion"] is { } assertion && !ClientAuthentication.IsAttempted(request, form)
            ? AssertionCheck.Judge(idp, IssuerAddress.Of(request, idp), assertion, null, now).Client?.Id
            : null;
}
