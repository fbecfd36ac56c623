using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SkewLab.Testing.Nodes;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Endpoints;

/// <summary>Which lab a control request is for.</summary>
/// <param name="World">The lab.</param>
/// <param name="Worlds">The worlds beside it; null where it is one of them.</param>
/// <param name="Address">Where the lab is, with a slash at its end.</param>
internal sealed record ControlTarget(LabWorld World, LabWorlds? Worlds, Uri Address)
{
    public LabState Lab => World.State;

    /// <summary>How a route's handler comes by it: it travels with the request.</summary>
    public static ValueTask<ControlTarget> BindAsync(HttpContext context) => new(context.Features.GetRequiredFeature<ControlTarget>());
}
