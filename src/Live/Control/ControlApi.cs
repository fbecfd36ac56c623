using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Control;

/// <summary>The control API of a live lab: JSON under <c>/_skewlab</c>, in real time.</summary>
/// <param name="live">The lab, once it runs.</param>
/// <param name="token">The control token; null asks for none.</param>
internal sealed class ControlApi(Func<LiveLab> live, string? token)
{
    public const string Prefix = "/_skewlab";

    /// <summary>Durations are text, names are camelCase, what is not there is left out.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<ControlRoute> Routes { get; } =
    [
        .. ClockRoutes.All,
        .. PolicyRoutes.All,
        .. FaultRoutes.All,
        .. JournalRoutes.All,
        .. TokenRoutes.All,
        .. WorldRoutes.All,
        new("POST", "/reset", "Goes back to the start: clocks, settings, faults and clients; no token and no journal; the timeline begins anew.", null, async (lab, request) =>
        {
            request.NoBody();
            await lab.ResetAsync(request.Http.RequestAborted).ConfigureAwait(false);
            return null;
        }),
        ControlRoute.Of("GET", "/openapi.json", "This description.", (_, _) => OpenApi.Document()),
    ];

    // A control request is a handful of fields.
    private const int LargestBody = 64 * 1024;

    private readonly ControlGuard _guard = new(token);

    public void Use(IApplicationBuilder app) => app.Use(next => context =>
    {
        // Reference time; nodes stamp their own over it. A web server left to itself would write the machine's.
        context.Response.Headers.Date = live().Now.ToString("R");
        if (context.Request.Path == "/healthz")
            return WriteAsync(context, 200, "application/json", new { Status = "ok" });
        if (LiveWorlds.IdIn(context.Request.Path, out var rest) is not { } id)
            return Route(context, live(), next);
        if (live().Worlds!.Find(id) is not { } world)
            return WriteAsync(context, new ControlProblem(404, $"There is no such world; POST {Prefix}/worlds makes one.", "world", id));
        context.Request.PathBase = context.Request.PathBase.Add($"{LiveWorlds.Prefix}/{id}");
        context.Request.Path = rest;
        return Route(context, world, next);
    });

    private Task Route(HttpContext context, LiveLab lab, RequestDelegate next)
    {
        context.Features.Set(lab.Lab);
        return context.Request.Path.StartsWithSegments(Prefix, out var rest) ? AnswerAsync(context, lab, rest.Value ?? "") : next(context);
    }

    private async Task AnswerAsync(HttpContext context, LiveLab lab, string path)
    {
        try
        {
            _guard.Check(context.Request);
            var route = RouteFor(context, path);
            var answer = await route.Answer(lab, new(context, await BodyOf(context.Request).ConfigureAwait(false))).ConfigureAwait(false);
            if (answer is null)
                context.Response.StatusCode = 204;
            else
                await WriteAsync(context, 200, "application/json", answer).ConfigureAwait(false);
        }
        catch (ControlProblem problem)
        {
            await WriteAsync(context, problem).ConfigureAwait(false);
        }
        catch (ArgumentException refused)
        {
            await WriteAsync(context, ControlProblem.Of(refused)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException broken)
        {
            await WriteAsync(context, new ControlProblem(broken.StatusCode, broken.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever waited has left.
        }
    }

    private static ControlRoute RouteFor(HttpContext context, string path)
    {
        var template = path.StartsWith("/worlds/", StringComparison.Ordinal) && path.LastIndexOf('/') == "/worlds".Length ? "/worlds/{id}" : path;
        var here = Routes.Where(route => route.Path == template).ToList();
        if (here.Count == 0)
            throw new ControlProblem(404, $"The paths are described at {Prefix}/openapi.json.", "path", Prefix + path);
        if (here.Find(route => route.Method == context.Request.Method) is { } route)
            return route;
        var methods = string.Join(", ", here.Select(route => route.Method));
        context.Response.Headers.Allow = methods;
        throw new ControlProblem(405, $"This path takes {methods}.", "method", context.Request.Method);
    }

    private static async Task<JsonElement?> BodyOf(HttpRequest request)
    {
        var buffer = new byte[LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted).ConfigureAwait(false);
        if (length > LargestBody)
            throw new ControlProblem(413, $"A body has at most {LargestBody} bytes.");
        if (length == 0)
            return null;
        if (!request.HasJsonContentType())
            throw new ControlProblem(415, "Send Content-Type: application/json.", "Content-Type", request.ContentType);
        try
        {
            var json = JsonElement.Parse(buffer.AsSpan(0, length));
            ReadTexts(json);
            return json;
        }
        catch (InvalidOperationException)
        {
            throw new ControlProblem(400, "The body holds text that is no Unicode: half a surrogate pair.");
        }
        catch (JsonException broken)
        {
            throw new ControlProblem(400, $"The body is no JSON: {broken.Message}");
        }
    }

    // A parser takes an escape such as \ud800 alone; whoever reads that text then fails.
    private static void ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            json.GetString();
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                ReadTexts(item);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in json.EnumerateObject())
            {
                _ = field.Name;
                ReadTexts(field.Value);
            }
        }
    }

    private static Task WriteAsync(HttpContext context, ControlProblem problem) =>
        WriteAsync(context, problem.Status, "application/problem+json", problem.ToDocument());

    private static Task WriteAsync(HttpContext context, int status, string contentType, object answer)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, Json) + "\n");
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
