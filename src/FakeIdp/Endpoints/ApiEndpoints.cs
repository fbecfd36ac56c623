using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Bearer;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Queries;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary>The API's endpoints: judge the bearer token, then the scope, then answer.</summary>
internal static class ApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var route in ApiRoute.All)
        {
            var body = route.Body is { } text ? Encoding.UTF8.GetBytes(text) : null;
            routes.MapMethods(route.Path, [route.Method], context => Answer(context, route, body));
        }
    }

    private static Task Answer(HttpContext context, ApiRoute route, byte[]? body)
    {
        var decision = NodeDecision.Of(context);
        var node = (ApiNode)decision.Node;
        if (!BearerHeader.TryRead(context.Request, out var text))
            return ApiError.WriteUnauthorized(context, decision, node, BearerCheck.Missing(node, decision.Now));
        var refusal = BearerCheck.Identify(node, text, decision.Now, out var token);
        decision.Token = token.Issued;
        decision.ClientId = token.ClientId;
        if (refusal is null && node.RateLimiter is { } limiter && token.ClientId is { } client && !limiter.TryTake(client, out var retryAfter))
            return ApiError.WriteRateLimited(context, decision, node, limiter.RetryAfterForm, retryAfter);
        refusal ??= BearerCheck.Judge(node, token, decision.Now);
        if (refusal is { Cause: RefusalCause.NotPropagated } && node.Settings.PropagatingStatus == 403)
            return ApiError.WriteSuppressed(context, decision, node, refusal);
        if (refusal is not null)
            return ApiError.WriteUnauthorized(context, decision, node, refusal);
        if (route.Scope is { } scope && node.Settings.EnforceScopes && !Scopes.Contains(token.Scope, scope))
            return ApiError.WriteMissingScope(context, decision, node, token, scope);
        return body is null ? ConversationQueryEndpoint.Answer(context, decision, node) : HttpAnswer.Write(context.Response, 200, HttpAnswer.Json, body);
    }
}
