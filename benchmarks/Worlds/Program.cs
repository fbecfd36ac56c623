using System.Diagnostics;
using SkewLab.Client;
using SkewLab.FakeIdp.InProcess;
using SkewLab.Scenarios;
using SkewLab.Simulation.Running;
using SkewLab.Simulation.Strategies;
using SkewLab.Simulation.Worlds;
using SkewLab.Verdicts;

// Measures worlds in one warm runner: this process caps its pool as a runner does. Prints rows of a Markdown table.
Pump.CapPool();
var host = (InProcessHost?)null;
const string OneADay = """
    lab: 1
    name: one-a-second
    duration: 24h
    idp: { tokens: { lifetime: 1h } }
    api: { nodes: 2 }
    links: { "client -> idp": { oneWay: 20ms }, "client -> api-*": { oneWay: 15ms } }
    traffic: [ { executor: constantArrivalRate, rate: 1/s, request: GET /api/v2/users/me } ]
    strategies: [naive-expiry, iat-offset, skew-aware]
    """;
var scenario = ScenarioFile.Parse(OneADay, "one-a-second.yaml", LabVocabulary.Value).Scenario!;

Console.WriteLine("| strategy, signatures | requests/s | kB allocated per request |");
Console.WriteLine("|---|---|---|");
foreach (var (strategy, verify) in new[] { ("naive-expiry", false), ("iat-offset", false), ("skew-aware", false), ("naive-expiry", true) })
{
    for (var warmUp = 0; warmUp < 3; warmUp++)
        Run(strategy, verify);
    var runs = Enumerable.Range(0, 5).Select(_ => Run(strategy, verify)).ToList();
    var median = runs.Select(run => run.PerSecond).Order().ElementAt(2);
    Console.WriteLine($"| `{strategy}`, {(verify ? "verified every time" : "remembered")} | {median:N0} | {runs[^1].Kilobytes:0.0} |");
}

var worlds = 0;
var begin = Stopwatch.GetTimestamp();
var allocated = GC.GetTotalAllocatedBytes();
while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(2))
{
    using var run = new WorldRun(Plan("naive-expiry", verify: false), host!);
    worlds++;
}

Console.WriteLine();
Console.WriteLine(
    $"Making a world (1 IdP, 2 API nodes, 1 client): {Stopwatch.GetElapsedTime(begin).TotalMicroseconds / worlds:N0} µs, "
        + $"{(GC.GetTotalAllocatedBytes() - allocated) / worlds / 1000:N0} kB.");

WorldPlan Plan(string strategy, bool verify) => new()
{
    Scenario = scenario,
    Strategy = strategy,
    Factory = StrategyCatalog.Find(strategy)!.Factory,
    Options = new() { Seed = 1, VerifyEverySignature = verify },
};

(double PerSecond, double Kilobytes) Run(string strategy, bool verify)
{
    using var done = new ManualResetEventSlim();
    WorldRun? run = null;
    Exception? broken = null;
    var before = GC.GetTotalAllocatedBytes();
    var start = Stopwatch.GetTimestamp();
    Pump.Start(
        () => (run = new(Plan(strategy, verify), host ??= InProcessHost.Start())).World,
        _ => { },
        end =>
        {
            broken = end;
            done.Set();
        });
    done.Wait();
    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    using var ended = run;
    var metrics = broken is null ? run!.Finish().Metrics : throw new InvalidOperationException("The world broke.", broken);
    return (metrics.Requests / seconds, (GC.GetTotalAllocatedBytes() - before) / 1000.0 / metrics.Requests);
}
