using System.Text.Json;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Control;

/// <summary>Faults: answers that nodes give instead of their own.</summary>
internal static class FaultRoutes
{
    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        ControlRoute.Of("GET", "/faults", "The faults there are, with what is left of each.", (live, _) => Show(live.Lab)),
        ControlRoute.Of(
            "POST",
            "/faults",
            "Adds a fault to the nodes it names: idp, api (every API node, each counting for itself), one node, or all. times is 1 unless given; 0 is until cleared. probability says how many of the matching requests meet it, the same ones each time.",
            Add,
            """{"match":{"role":"idp","method":"POST","path":"/oauth/token"},"times":1,"status":429,"retryAfter":"30s"}"""),
        ControlRoute.Of("DELETE", "/faults", "Ends every fault.", Clear),
    ];

    private static IEnumerable<object> Show(Lab lab) => lab.Clocks.All.SelectMany(clock => lab.Node(clock.Name).Faults.List().Select(fault => new
    {
        Match = new { Role = clock.Name, fault.Method, fault.Path, fault.Client },
        fault.Status,
        Headers = fault.Headers.Count > 0 ? fault.Headers : null,
        fault.Body,
        Delay = fault.Delay > TimeSpan.Zero ? DurationText.Format(fault.Delay) : null,
        Drop = fault.Drop == FaultDrop.None ? (FaultDrop?)null : fault.Drop,
        RetryAfter = fault.RetryAfter is { } wait ? DurationText.Format(wait) : null,
        Probability = fault.Probability == 1 ? (double?)null : fault.Probability,
        fault.Skip,
        Times = fault.Times ?? 0,
    }));

    private static object Add(LiveLab live, ControlRequest request)
    {
        var body = request.Body("match", "times", "probability", "skip", "status", "headers", "body", "delay", "drop", "retryAfter", "error");
        var match = body.Object("match", "role", "method", "path", "client");
        var times = body.Whole("times", 0, int.MaxValue) ?? 1;
        var fault = new HttpFault
        {
            Method = match?.Text("method"),
            Path = match?.Text("path"),
            Client = match?.Text("client"),
            Status = body.Whole("status", 200, 599),
            Headers = HeadersOf(body),
            Body = body.Find("body") is { } json ? json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText() : null,
            Delay = body.PositiveDuration("delay") ?? TimeSpan.Zero,
            Drop = body.Word<FaultDrop>("drop") ?? FaultDrop.None,
            RetryAfter = body.PositiveDuration("retryAfter"),
            Skip = body.Whole("skip", 0, int.MaxValue) ?? 0,
            Times = times == 0 ? null : times,
            Probability = body.Share("probability") ?? 1,
            Error = body.Text("error"),
        };
        var nodes = NodesOf(live.Lab, match);
        if (match is not null)
            CheckServed(match, [.. nodes.SelectMany(node => node.Role == NodeRole.Idp ? LabApplication.IdpRoutes : LabApplication.ApiRoutes).Distinct()]);
        foreach (var node in nodes)
            node.Faults.Add(fault);
        return Show(live.Lab);
    }

    private static IReadOnlyList<LabNode> NodesOf(Lab lab, Fields? match) => match?.Text("role") switch
    {
        null => [lab.Idp, .. lab.Api],
        "api" => [.. lab.Api],
        { } name when lab.Clocks.All.Any(clock => clock.Name == name) => [lab.Node(name)],
        _ => throw match.Bad("role", $"This is idp, api, or one of api-1 to api-{lab.Api.Count}."),
    };

    // A fault that no request can meet is a slip of the pen.
    private static void CheckServed(Fields match, IReadOnlyList<(string Method, string Path)> served)
    {
        var path = match.Text("path");
        var here = served.Where(route => path is null || route.Path == path).ToList();
        if (here.Count == 0)
            throw match.Bad("path", $"No such path is served there; there are {string.Join(", ", served.Select(route => route.Path).Distinct())}.");
        string[] methods = [.. here.Select(route => route.Method).Distinct()];
        if (match.Text("method") is { } method && !methods.Contains(method))
            throw match.Bad("method", $"That method is not served there; there {(methods.Length == 1 ? "is" : "are")} {string.Join(", ", methods)}.");
    }

    private static Dictionary<string, string> HeadersOf(Fields body)
    {
        var headers = body.Object("headers");
        return headers?.Names.ToDictionary(name => name, name => headers.Text(name) ?? "", StringComparer.OrdinalIgnoreCase) ?? [];
    }

    private static object? Clear(LiveLab live, ControlRequest request)
    {
        foreach (var clock in live.Lab.Clocks.All)
            live.Lab.Node(clock.Name).Faults.Clear();
        return null;
    }
}
