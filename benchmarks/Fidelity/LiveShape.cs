using SkewLab.Commands;
using SkewLab.Input;
using SkewLab.Scenarios.Model;
using SkewLab.Serve;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>What a scenario may be for both ways to be compared: one client that calls at an even rate, and servers that a live lab has.</summary>
internal static class LiveShape
{
    /// <summary>What stands in the way, in sentences; empty where nothing does.</summary>
    public static IEnumerable<string> ProblemsOf(LoadedScenario loaded)
    {
        var scenario = loaded.Scenario;
        List<string> problems = [.. LabPlan.Create(new() { Scenario = loaded }).Problems];
        if (scenario.Clients is not { Count: 1, Grant: GrantName.ClientCredentials })
            problems.Add($"{loaded.Path}: clients: a live run has one client, with client credentials.");
        if (scenario.Traffic is not [{ Executor: ExecutorName.ConstantArrivalRate, Arrivals: ArrivalsName.Even, CancelAfter: null, End: null, Body: null }]
            || !scenario.Traffic[0].Request.StartsWith("GET ", StringComparison.Ordinal))
            problems.Add($"{loaded.Path}: traffic: a live run makes GET requests at one constantArrivalRate with even arrivals, to the end.");
        if (scenario.Timeline.Count > 0)
            problems.Add($"{loaded.Path}: timeline: a live run has none: its first call waits for a whole second, and the timeline would not.");
        return problems;
    }
}
