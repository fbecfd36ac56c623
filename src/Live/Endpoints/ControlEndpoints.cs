using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.Testing.Control;
using SkewLab.Testing.Hosting;
using SkewLab.Testing.Options;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Endpoints;

/// <summary>The control API of a lab: JSON under <c>/_skewlab</c>, in real time.</summary>
/// <param name="options">Reference time and the control token.</param>
/// <param name="world">The lab.</param>
/// <param name="worlds">The worlds beside it.</param>
/// <param name="server">Knows where the lab is.</param>
internal sealed class ControlEndpoints(LabOptions options, LabWorld world, LabWorlds worlds, LabServer server)
{
    public const string Prefix = ControlTransport.Prefix;

    private readonly ControlGuard _guard = new(options.ControlToken);

    /// <summary>Adds it to an application, before the nodes.</summary>
    public void Use(IApplicationBuilder app)
    {
        var branch = app.New();
        branch.Use(next => context => AnswerAsync(context, next));
        branch.UseRouting();
        branch.UseEndpoints(Map);
        var control = branch.Build();
        app.Use(next => context => ChooseAsync(context, control, next));
    }

    /// <summary>Every route, each in a file of its kind.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix);
        group.AddEndpointFilter(JsonAnswer.OfHandlerAsync);
        ClockEndpoints.Map(group);
        PolicyEndpoints.Map(group);
        FaultEndpoints.Map(group);
        JournalEndpoints.Map(group);
        TokenEndpoints.Map(group);
        WorldEndpoints.Map(group);
        group.MapGet("/openapi.json", () => OpenApiDocument.Of(routes.DataSources)).WithSummary("This description.");
    }

    // A request is for the lab itself or for one of its worlds, and there for its control API or for its nodes.
    private Task ChooseAsync(HttpContext context, RequestDelegate control, RequestDelegate nodes)
    {
        // Reference time; nodes stamp their own over it. A web server left to itself would write the machine's.
        context.Response.Headers.Date = options.Time.GetUtcNow().ToUniversalTime().ToString("R");
        if (context.Request.Path == "/healthz")
            return JsonAnswer.WriteAsync(context, 200, "application/json", new { Status = "ok" });
        if (LabWorlds.IdIn(context.Request.Path, out var rest) is not { } id)
            return ForwardAsync(context, new(world, worlds, server.Address), control, nodes);
        if (worlds.Find(id) is not { } other)
            return JsonAnswer.WriteAsync(context, new ControlProblem(404, $"There is no such world; POST {Prefix}/worlds makes one.", "world", id));
        context.Request.PathBase = context.Request.PathBase.Add($"{LabWorlds.Prefix}/{id}");
        context.Request.Path = rest;
        return ForwardAsync(context, new(other, null, new Uri(server.Address, other.Path)), control, nodes);
    }

    private static Task ForwardAsync(HttpContext context, ControlTarget target, RequestDelegate control, RequestDelegate nodes)
    {
        context.Features.Set(target);
        context.Features.Set(target.Lab);
        return context.Request.Path.StartsWithSegments(Prefix) ? control(context) : nodes(context);
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            _guard.Check(context.Request);
            await next(context).ConfigureAwait(false);
            CheckRouted(context);
        }
        catch (ControlProblem problem)
        {
            await JsonAnswer.WriteAsync(context, problem).ConfigureAwait(false);
        }
        catch (ArgumentException refused)
        {
            await JsonAnswer.WriteAsync(context, ControlProblem.Of(refused)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException broken)
        {
            await JsonAnswer.WriteAsync(context, new ControlProblem(broken.StatusCode, broken.Message)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Whoever waited has left.
        }
    }

    // Routing answers 404 and 405 without a body.
    private static void CheckRouted(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (response.StatusCode == StatusCodes.Status404NotFound)
            throw new ControlProblem(404, $"The paths are described at {Prefix}/openapi.json.", "path", request.Path);
        if (response.StatusCode != StatusCodes.Status405MethodNotAllowed)
            return;
        var methods = string.Join(", ", response.Headers.Allow.ToString().Split(", ").Order(StringComparer.Ordinal));
        response.Headers.Allow = methods;
        throw new ControlProblem(405, $"This path takes {methods}.", "method", request.Method);
    }
}
