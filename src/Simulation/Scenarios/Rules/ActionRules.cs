using SkewLab.Simulation.Scenarios.Binding;

namespace SkewLab.Simulation.Scenarios.Rules;

/// <summary>Rules about what the timeline's actions are done to; ClockActionRules has those about clocks.</summary>
internal static class ActionRules
{
    private static readonly string[] IdpPaths = ["/oauth/token", "/.well-known/jwks.json", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
    private static readonly string[] ApiPaths = ["/api/v2/users/me", "/api/v2/conversations/voice"];

    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var (entry, path) = (scenario.Timeline[i], ScenarioPath.Item("timeline", i));
            FaultIsAtAServer(scenario, entry.Fault?.At, $"{path}.fault.at", file);
            LostMessagesAreOnALink(scenario, entry.Lose?.Link, $"{path}.lose.link", file);
            if (entry.Fault is not { } fault) continue;
            PathIsAPath(fault, $"{path}.fault", file);
            PathIsServed(fault, $"{path}.fault", file);
            WaitFitsTheStatus(fault, $"{path}.fault", file);
            WaitIsInWholeSeconds(fault, $"{path}.fault", file);
            FormNeedsAWait(fault, $"{path}.fault", file);
        }
    }

    private static void FaultIsAtAServer(Scenario scenario, string? at, string path, BoundFile file)
    {
        if (at is not null && file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsServer(at, scenario.Api.Nodes))
            file.ReportValue(path, $"is not a node that answers; the nodes are idp, api-* and {NodeNames.Range(scenario.Api.Nodes)}.");
    }

    private static void LostMessagesAreOnALink(Scenario scenario, string? link, string path, BoundFile file)
    {
        if (link is not null && file.IsSound(path) && file.IsSound("api.nodes") && !NodeNames.IsLink(link, scenario.Api.Nodes))
            file.ReportValue(path, NodeRules.UnknownLink(scenario));
    }

    private static void PathIsAPath(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Path is { } requested && file.IsSound($"{path}.path") && !requested.StartsWith('/'))
            file.ReportValue($"{path}.path", "is not a path; begin with '/', as in '/oauth/token'.");
    }

    private static void PathIsServed(FaultAction fault, string path, BoundFile file)
    {
        if (fault.Path is not { } requested || !requested.StartsWith('/') || !file.IsSound($"{path}.path") || !file.IsSound($"{path}.at")) return;
        var served = fault.At == "idp" ? IdpPaths : fault.At.StartsWith("api-", StringComparison.Ordinal) ? ApiPaths : null;
        if (served?.Contains(requested) == false)
            file.ReportValue($"{path}.path", $"is not a path that '{fault.At}' answers; {Suggestion.For(requested, served, "paths there")}");
    }

    private static void WaitFitsTheStatus(FaultAction fault, string path, BoundFile file)
    {
        if (fault.RetryAfter is not null && fault.Status is not (429 or 503) && file.IsSound($"{path}.status"))
            file.ReportValue($"{path}.retryAfter", $"needs the status 429 or 503, not {fault.Status}: no other answer asks a client to wait.");
    }

    private static void WaitIsInWholeSeconds(FaultAction fault, string path, BoundFile file)
    {
        if (fault.RetryAfter is { } wait && wait.Ticks % TimeSpan.TicksPerSecond != 0)
            file.ReportValue($"{path}.retryAfter", "is not in whole seconds, which is all that the header can hold; write it as in '30s'.");
    }

    private static void FormNeedsAWait(FaultAction fault, string path, BoundFile file)
    {
        if (file.IsGiven($"{path}.retryAfterForm") && fault.RetryAfter is null && file.IsSound($"{path}.retryAfter"))
            file.ReportValue($"{path}.retryAfterForm", "needs the key 'retryAfter', as in 'retryAfter: 30s'.");
    }
}
