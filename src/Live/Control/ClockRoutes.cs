using SkewLab.Scenarios.Values;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Worlds;


namespace SkewLab.Testing.Control;

/// <summary>Clocks: read, set several at one instant, move.</summary>
internal static class ClockRoutes
{
    private static readonly string[] Settable = ["offset", "now", "driftPpm", "frozen"];

    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        ControlRoute.Of("GET", "/clocks", "Every clock: what it reads and how far it is from reference time.", (live, _) => Show(live.Lab)),
        ControlRoute.Of("PUT", "/clocks", "Sets several clocks at one instant, or none if one of the settings cannot be.", Set, """{"idp":{"offset":"-2s"},"api-1":{"driftPpm":50}}"""),
        ControlRoute.Of("POST", "/clocks/advance", "Moves several clocks by one amount, all of them where none is named; they keep running.", Advance, """{"by":"1h","clocks":["idp","api-1"]}"""),
    ];

    private static Dictionary<string, object> Show(Lab lab) => lab.Clocks.All.ToDictionary(clock => clock.Name, object (clock) => new
    {
        Offset = DurationText.Format(clock.Offset),
        Now = clock.GetUtcNow(),
        DriftPpm = clock.DriftPpb / 1000m,
        Frozen = clock.IsFrozen,
    });

    private static object Set(LiveLab live, ControlRequest request)
    {
        var body = request.Body();
        var settings = new Dictionary<string, ClockSetting>();
        foreach (var name in body.Names)
        {
            Check(live.Lab, name, name);
            var fields = body.Object(name, Settable) ?? throw body.Bad(name, "This is a JSON object.");
            settings[name] = new() { Offset = fields.Duration("offset"), Now = fields.Instant("now"), DriftPpb = fields.PartsPerMillion("driftPpm"), IsFrozen = fields.Flag("frozen") };
        }

        live.Lab.Clocks.Set(settings);
        return Show(live.Lab);
    }

    private static object Advance(LiveLab live, ControlRequest request)
    {
        var body = request.Body("by", "clocks");
        var by = body.Duration("by") ?? throw body.Bad("by", "This is a duration, for example \"1h\".");
        var names = body.Texts("clocks", "names, for example [\"idp\", \"api-1\"]") ?? [];
        foreach (var name in names)
            Check(live.Lab, "clocks", name);

        live.Lab.Clocks.Advance(by, names);
        return Show(live.Lab);
    }

    private static void Check(Lab lab, string field, string name)
    {
        if (!lab.Clocks.All.Any(clock => clock.Name == name))
            throw new ControlProblem(400, $"There is no such clock; there are {string.Join(", ", lab.Clocks.All.Select(clock => clock.Name))}.", field, name);
    }
}
