using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Rules;

/// <summary>Which keys belong to which executor. A new executor is one line in the table.</summary>
internal static class ExecutorRules
{
    // What every executor takes (start, cancelAfter, body) is not in the table.
    private static readonly Dictionary<ExecutorName, (string Needed, string Example, string[] Others)> Keys = new()
    {
        [ExecutorName.ConstantArrivalRate] = ("rate", "rate: 12/min", ["arrivals", "request", "end"]),
        [ExecutorName.RampingArrivalRate] = ("stages", "stages: [ { rate: 10/s, for: 5m } ]", ["rate", "arrivals", "request"]),
        [ExecutorName.ConstantVus] = ("vus", "vus: 5", ["pause", "request", "end"]),
        [ExecutorName.Job] = ("pages", "pages: 40", ["pageSize", "paging", "onError", "retries", "pause", "end"]),
        [ExecutorName.Processes] = ("calls", "calls: 10", ["pause", "request", "end"]),
    };

    private static readonly string[] Special = [.. Keys.Values.SelectMany(keys => keys.Others.Prepend(keys.Needed)).Distinct()];

    internal static void Check(TrafficSection traffic, string path, BoundFile file)
    {
        if (!file.IsSound($"{path}.executor")) return;
        var name = char.ToLowerInvariant($"{traffic.Executor}"[0]) + $"{traffic.Executor}"[1..];
        var (needed, example, others) = Keys[traffic.Executor];
        if ((!file.IsGiven($"{path}.{needed}") || (needed == "stages" && traffic.Stages.Count == 0)) && file.IsSound($"{path}.{needed}"))
            file.Report(path, $"the executor {name} needs the key '{needed}'; write it as in '{example}'.");
        foreach (var key in Special.Where(key => key != needed && !others.Contains(key) && file.IsGiven($"{path}.{key}")))
            file.ReportKey(path, key, $"is not a key of the executor {name}; leave it out.");
    }
}
