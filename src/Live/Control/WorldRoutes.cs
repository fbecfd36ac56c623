using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Control;

/// <summary>Worlds: isolated labs for tests that run side by side.</summary>
internal static class WorldRoutes
{
    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        ControlRoute.Of("POST", "/worlds", $"Makes an isolated lab under {LiveWorlds.Prefix}/{{id}}, as this one was at its start, with clocks, tokens, faults, journal and control API of its own; at most {LiveWorlds.Most} at once.", Create),
        new("DELETE", "/worlds/{id}", "Ends an isolated lab.", null, EndAsync),
    ];

    private static object Create(LiveLab live, ControlRequest request)
    {
        request.NoBody();
        var id = Of(live).Create() ?? throw new ControlProblem(409, $"There are {LiveWorlds.Most} worlds, which is the most at once; end one with DELETE {ControlApi.Prefix}/worlds/{{id}}.");
        var http = request.Http.Request;
        return new { Id = id, BaseUrl = $"{http.Scheme}://{http.Host.Value}{LiveWorlds.Prefix}/{id}" };
    }

    private static async Task<object?> EndAsync(LiveLab live, ControlRequest request)
    {
        var id = request.Http.Request.Path.Value!.Split('/')[^1];
        return await Of(live).EndAsync(id).ConfigureAwait(false) ? null : throw new ControlProblem(404, "There is no such world.", "id", id);
    }

    private static LiveWorlds Of(LiveLab live) => live.Worlds ?? throw new ControlProblem(404, "A world has no worlds of its own.");
}
