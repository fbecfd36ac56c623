using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Testing.Control;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing.Endpoints;

/// <summary>Faults: answers that nodes give instead of their own.</summary>
internal static class FaultEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", (ControlTarget target) => Show(target.Lab))
            .WithSummary("The faults there are, with what is left of each.");
        routes.MapPost("/faults", (ControlTarget target, JsonBody<FaultRule> body) => target.World.Change(lab => Add(lab, body)))
            .WithSummary(
                "Adds a fault to the nodes it names: idp, api (every API node, each counting for itself), one node, or all. "
                + "times is 1 unless given; 0 is until cleared. probability says how many of the matching requests meet it, the same ones each time.")
            .WithMetadata(new BodyExample("""{"match":{"role":"idp","method":"POST","path":"/oauth/token"},"times":1,"status":429,"retryAfter":"30s"}"""));
        routes.MapDelete("/faults", (ControlTarget target) => Clear(target)).WithSummary("Ends every fault.");
    }

    private static List<FaultRule> Show(LabState lab) =>
        [.. lab.Clocks.All.SelectMany(clock => lab.Node(clock.Name).Faults.List().Select(fault => Show(clock.Name, fault)))];

    private static FaultRule Show(string node, HttpFault fault) => new()
    {
        Match = new() { Role = node, Method = fault.Method, Path = fault.Path, Client = fault.Client },
        Status = fault.Status,
        Headers = fault.Headers.Count > 0 ? fault.Headers : null,
        Body = fault.Body,
        Delay = fault.Delay > TimeSpan.Zero ? fault.Delay : null,
        Drop = fault.Drop == FaultDrop.None ? null : fault.Drop,
        RetryAfter = fault.RetryAfter,
        RetryAfterForm = fault.RetryAfterForm == RetryAfterForm.Seconds ? null : fault.RetryAfterForm,
        Probability = fault.Probability == 1 ? null : fault.Probability,
        Skip = fault.Skip,
        Times = fault.Times ?? 0,
        Error = fault.Error,
        Seed = fault.Seed,
    };

    private static List<FaultRule> Add(LabState lab, JsonBody<FaultRule> body)
    {
        var rule = body.Value;
        var times = rule.Times ?? 1;
        var fault = new HttpFault
        {
            Method = rule.Match?.Method,
            Path = rule.Match?.Path,
            Client = rule.Match?.Client,
            Status = rule.Status,
            Headers = new Dictionary<string, string>(rule.Headers ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase),
            Body = rule.Body,
            Delay = rule.Delay ?? TimeSpan.Zero,
            Drop = rule.Drop ?? FaultDrop.None,
            RetryAfter = rule.RetryAfter,
            RetryAfterForm = rule.RetryAfterForm ?? RetryAfterForm.Seconds,
            Skip = rule.Skip ?? 0,
            Times = times == 0 ? null : times,
            Probability = rule.Probability ?? 1,
            Error = rule.Error,
            Seed = rule.Seed,
        };
        var nodes = NodesOf(lab, rule.Match?.Role);
        SettingRules.Require(body.Json, fault.Check(), FieldOf);
        SettingRules.Require(body.Json, fault.CheckServed([.. nodes.Select(node => node.Role).Distinct()]), FieldOf);
        foreach (var node in nodes)
            node.Faults.Add(fault);
        return Show(lab);
    }

    private static void Clear(ControlTarget target) => target.World.Change(lab =>
    {
        foreach (var clock in lab.Clocks.All)
            lab.Node(clock.Name).Faults.Clear();
        return true;
    });

    private static IReadOnlyList<LabNode> NodesOf(LabState lab, string? role) => role switch
    {
        null => [lab.Idp, .. lab.Api],
        "api" => [.. lab.Api],
        _ when lab.Nodes.Find(role) is { } node => [node],
        _ => throw new ControlProblem(400, $"This is idp, api, or one of api-1 to api-{lab.Api.Count}.", "match.role", role),
    };

    private static string FieldOf(string setting) => setting is "method" or "path" or "client" ? $"match.{setting}" : setting;
}
