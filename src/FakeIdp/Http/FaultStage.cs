using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;

namespace SkewLab.FakeIdp.Http;

/// <summary>The stage between routing and the endpoints: the fault that a request meets has its way, or the endpoint answers.</summary>
internal static class FaultStage
{
    public static Task FaultOrNext(HttpContext context, RequestDelegate next)
    {
        var decision = NodePipeline.DecisionOf(context);
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

    /// <summary>Gives an answer the fault's headers and body. Called last, on every answer of a request that met a fault.</summary>
    /// <returns>The body to send.</returns>
    public static ReadOnlySpan<byte> Change(HttpResponse response, NodeDecision decision, HttpFault fault, ReadOnlySpan<byte> body)
    {
        if (fault.RetryAfter is { } delay)
            response.Headers.RetryAfter = RetryAfter.Format(fault.RetryAfterForm, delay, decision.Now);
        var challengeIsChanged = false;
        foreach (var (name, value) in fault.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            challengeIsChanged |= name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase);
            if (value.Length == 0)
                response.Headers.Remove(name);
            else
                response.Headers[name] = value;
        }
        // The IdP says its error in the body and the API in the challenge: what was replaced is not said.
        if (decision.Role == NodeRole.Idp ? fault.Body is not null : challengeIsChanged)
            decision.Error = null;
        return fault.Body is null ? body : Encoding.UTF8.GetBytes(fault.Body);
    }
}
