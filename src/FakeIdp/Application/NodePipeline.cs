using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Authorization;
using SkewLab.FakeIdp.Bearer;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Endpoints;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Application;

/// <summary>What every request passes: the node's clock is read once, a fault may answer, then the endpoints of the node's role.</summary>
internal sealed class NodePipeline
{
    private readonly RequestDelegate _idp;
    private readonly RequestDelegate _api;

    private NodePipeline(RequestDelegate idp, RequestDelegate api)
    {
        _idp = idp;
        _api = api;
    }

    public static void Use(IApplicationBuilder app)
    {
        var pipeline = new NodePipeline(
            Branch(app, routes =>
            {
                TokenEndpoint.Map(routes);
                MetadataEndpoints.Map(routes);
                AuthorizeEndpoint.Map(routes);
                IntrospectionEndpoint.Map(routes);
                RevocationEndpoint.Map(routes);
                UserInfoEndpoint.Map(routes);
                LogoutEndpoint.Map(routes);
            }),
            Branch(app, ApiEndpoints.Map));
        app.Run(pipeline.Answer);
    }

    // Each role has routes of its own: an API node knows no token endpoint, not even as a 405.
    private static RequestDelegate Branch(IApplicationBuilder app, Action<IEndpointRouteBuilder> map)
    {
        var branch = app.New();
        branch.UseRouting();
        branch.Use(next => context => FaultStage.FaultOrNext(context, next));
        branch.UseEndpoints(map);
        return branch.Build();
    }

    private Task Answer(HttpContext context)
    {
        var feature = context.Features.Get<INodeFeature>()
            ?? throw new InvalidOperationException($"Cannot answer {context.Request.Path}: no {nameof(INodeFeature)} says which node the request is for.");
        var node = feature.Node;
        var now = node.Time.GetUtcNow();
        feature.Decision = new NodeDecision(node, now);
        // RFC 9110 section 6.6.1: without this a web server stamps its own machine's time.
        context.Response.Headers.Date = node.DateHeader(now);
        var answer = (node.Role == NodeRole.Idp ? _idp : _api)(context);
        if (!answer.IsCompletedSuccessfully)
            return Finish(answer, context, feature.Decision);
        return Finish(context, feature.Decision);
    }

    private static async Task Finish(Task answer, HttpContext context, NodeDecision decision)
    {
        await answer;
        await Finish(context, decision);
    }

    private static Task Finish(HttpContext context, NodeDecision decision)
    {
        if (decision.Fault is { Drop: FaultDrop.Before })
            return Task.CompletedTask;
        var status = decision.Status = context.Response.StatusCode;
        // Routing answers 404 and 405 without a body.
        if (status is not (404 or 405) || context.Response.HasStarted || context.Response.ContentLength is not null)
            return Task.CompletedTask;
        return WriteError(context, decision, status, null);
    }

    /// <summary>The error that a status stands for, in the shape of the node's role.</summary>
    public static Task WriteError(HttpContext context, NodeDecision decision, int status, string? error) => decision.Node switch
    {
        ApiNode api when status == 401 => ApiError.WriteUnauthorized(context, decision, api, BearerCheck.Injected(api, decision.Now)),
        ApiNode api => ApiError.Write(context, api, status),
        IdpNode idp when status == 401 && decision.Endpoint == IdpPaths.UserInfo =>
            UserInfoEndpoint.WriteUnauthorized(context, decision, idp, RefusalCause.Injected),
        IdpNode idp when status == 401 => OAuthError.WriteInvalidClient(context, decision, idp, usedAuthorization: true, error ?? OAuthError.CodeOf(status)),
        _ => OAuthError.Write(context, decision, status, error ?? OAuthError.CodeOf(status), OAuthError.DescriptionOf(status)),
    };
}
