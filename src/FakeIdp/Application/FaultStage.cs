using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Application;

/// <summary>The stage between routing and the endpoints: the fault that a request meets has its way, or the endpoint answers.</summary>
internal static class FaultStage
{
    public static Task FaultOrNext(HttpContext context, RequestDelegate next)
    {
        var decision = NodeDecision.Of(context);
        if (context.GetEndpoint() is RouteEndpoint route)
            decision.Endpoint = route.RoutePattern.RawText;
        return decision.Node.Faults.IsEmpty ? next(context) : MatchOrNext(context, decision, next);
    }

    private static async Task MatchOrNext(HttpContext context, NodeDecision decision, RequestDelegate next)
    {
        var (faults, method, path) = (decision.Node.Faults, context.Request.Method, decision.Endpoint ?? context.Request.Path.Value ?? "");
        var client = faults.AskForClient(method, path) ? await RequestingClient.Find(context, decision) : null;
        if (faults.Take(method, path, client) is not { } fault)
        {
            await next(context);
            return;
        }
        decision.Fault = fault;
        decision.IsDropped = fault.Drop != FaultDrop.None;
        // A drop's 503 is seen by nobody; a transport that delivers it all the same must not look like a success.
        if (fault.Drop == FaultDrop.Before)
            context.Response.StatusCode = 503;
        else if (fault.Status is { } status)
            await AnswerInstead(context, decision, fault, status);
        else
            await next(context);
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, decision.Node.Time, context.RequestAborted);
    }

    private static Task AnswerInstead(HttpContext context, NodeDecision decision, HttpFault fault, int status)
    {
        context.SetEndpoint(null);
        if (status >= 400)
            return NodePipeline.WriteError(context, decision, status, fault.Error);
        return HttpAnswer.Write(context.Response, status, decision.Role == NodeRole.Idp ? HttpAnswer.JsonUtf8 : HttpAnswer.Json, []);
    }
}
