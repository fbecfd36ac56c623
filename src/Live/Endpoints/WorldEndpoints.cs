using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.Testing.Control;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Endpoints;

/// <summary>The lab as a whole: back to its start, and isolated labs beside it for tests that run side by side.</summary>
internal static class WorldEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/worlds", Create)
            .WithSummary(
                $"Makes an isolated lab under {LabWorlds.Prefix}/{{id}}, as this one was at its start, with clocks, tokens, faults, journal "
                + $"and control API of its own; at most {LabWorlds.Most} at once.");
        routes.MapDelete("/worlds/{id}", End).WithSummary("Ends an isolated lab.");
        routes.MapPost("/reset", (ControlTarget target, NoBody _) => target.World.Reset())
            .WithSummary("Goes back to the start: clocks, settings, faults and clients; no token and no journal; the timeline begins anew.");
    }

    private static WorldAddress Create(ControlTarget target, HttpRequest request, NoBody _)
    {
        var id = Of(target).Create()
            ?? throw new ControlProblem(409,
                $"There are {LabWorlds.Most} worlds, which is the most at once; end one with DELETE {ControlEndpoints.Prefix}/worlds/{{id}}.");
        return new() { Id = id, BaseUrl = $"{request.Scheme}://{request.Host.Value}{LabWorlds.Prefix}/{id}" };
    }

    private static void End(ControlTarget target, string id)
    {
        if (!Of(target).End(id))
            throw new ControlProblem(404, "There is no such world.", "id", id);
    }

    private static LabWorlds Of(ControlTarget target) => target.Worlds ?? throw new ControlProblem(404, "A world has no worlds of its own.");
}
