using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Control;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing.Endpoints;

/// <summary>Clocks: read, set several at one instant, move.</summary>
internal static class ClockEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/clocks", (ControlTarget target) => Show(target.Lab))
            .WithSummary("Every clock: what it reads and how far it is from reference time.");
        routes.MapPut("/clocks", (ControlTarget target, JsonBody<Dictionary<string, ClockChange>> body) => target.World.Change(lab => Set(lab, body.Value)))
            .WithSummary("Sets several clocks at one instant, or none if one of the settings cannot be.")
            .WithMetadata(new BodyExample("""{"idp":{"offset":"-2s"},"api-1":{"driftPpm":50}}"""));
        routes.MapPost("/clocks/advance", (ControlTarget target, JsonBody<ClockAdvance> body) => target.World.Change(lab => Advance(lab, body.Value)))
            .WithSummary("Moves several clocks by one amount, all of them where none is named; they keep running.")
            .WithMetadata(new BodyExample("""{"by":"1h","clocks":["idp","api-1"]}"""));
    }

    private static Dictionary<string, ClockReading> Show(LabState lab) => lab.Clocks.All.ToDictionary(clock => clock.Name, clock => new ClockReading
    {
        Offset = clock.Offset,
        Now = clock.GetUtcNow(),
        DriftPpm = clock.DriftPpb / 1000m,
        Frozen = clock.IsFrozen,
    });

    private static Dictionary<string, ClockReading> Set(LabState lab, Dictionary<string, ClockChange> changes)
    {
        foreach (var name in changes.Keys)
            Check(lab, name, name);
        lab.Clocks.Set(changes.ToDictionary(change => change.Key, change => new ClockSetting
        {
            Offset = change.Value.Offset,
            Now = change.Value.Now,
            DriftPpb = (int?)(change.Value.DriftPpm * 1000),
            IsFrozen = change.Value.Frozen,
        }));
        return Show(lab);
    }

    private static Dictionary<string, ClockReading> Advance(LabState lab, ClockAdvance advance)
    {
        var by = advance.By ?? throw new ControlProblem(400, "This is a duration, for example \"1h\".", "by");
        var names = advance.Clocks ?? [];
        foreach (var name in names)
            Check(lab, "clocks", name);
        lab.Clocks.Advance(by, names);
        return Show(lab);
    }

    private static void Check(LabState lab, string field, string name)
    {
        if (!lab.Clocks.All.Any(clock => clock.Name == name))
            throw new ControlProblem(400, $"There is no such clock; there are {string.Join(", ", lab.Clocks.All.Select(clock => clock.Name))}.", field, name);
    }
}
