using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Writes answers: JSON that is read in a terminal, and 204 where there is nothing to say.</summary>
internal static class JsonAnswer
{
    /// <summary>Turns what a route's handler returns into its answer.</summary>
    public static async ValueTask<object?> OfHandlerAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var answer = await next(call).ConfigureAwait(false);
        if (answer is null or EmptyHttpResult)
            return TypedResults.NoContent();
        await WriteAsync(call.HttpContext, 200, "application/json", answer).ConfigureAwait(false);
        return TypedResults.Empty;
    }

    public static Task WriteAsync(HttpContext context, ControlProblem problem) =>
        WriteAsync(context, problem.Status, "application/problem+json", problem.ToDocument());

    public static Task WriteAsync(HttpContext context, int status, string contentType, object answer)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, answer.GetType(), ControlJson.Options) + "\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
