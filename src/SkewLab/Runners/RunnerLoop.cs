using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using SkewLab.FakeIdp;
using SkewLab.Simulation;
using SkewLab.Simulation.Runs;
using SkewLab.Simulation.Scenarios;
using SkewLab.Simulation.Strategies;
using SkewLab.Simulation.Worlds;

namespace SkewLab.Runners;

/// <summary>The runner's side: worlds in, results out, one JSON line each, one world at a time.</summary>
/// <remarks>
/// The main thread reads with blocking reads: a pending asynchronous read of standard input would hold the only pool thread. The end of input means exit, also in the
/// middle of a world: that is how a parent's death ends its runners. Interrupts are the parent's business.
/// </remarks>
internal static class RunnerLoop
{
    public static int Run()
    {
        Pump.CapPool();
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var input = new StreamReader(Console.OpenStandardInput());
        var output = Console.OpenStandardOutput();
        // Standard output belongs to the messages; what a client prints goes where a person sees it.
        Console.SetOut(Console.Error);
        using var idle = new ManualResetEventSlim(initialState: true);
        InProcessHost? host = null;
        while (input.ReadLine() is { } line)
        {
            idle.Wait();
            idle.Reset();
            var request = JsonSerializer.Deserialize(line, LabJson.Default.RunRequest) ?? throw new InvalidDataException("A runner read an empty request.");
            FileStream? trace = null;
            var allocatedBefore = GC.GetTotalAllocatedBytes();
            Pump.Start(
                () =>
                {
                    host ??= InProcessHost.Start();
                    trace = request.TraceFile is null ? null : new FileStream(request.TraceFile, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
                    return new(PlanOf(request, trace), host);
                },
                now => Write(output, new(Progress: now.TotalSeconds)),
                end =>
                {
                    trace?.Dispose();
                    Write(output, end with { Result = end.Result is { } result ? result with { Run = Facts(allocatedBefore) } : null });
                    idle.Set();
                });
        }

        return 0;
    }

    private static WorldPlan PlanOf(RunRequest request, Stream? trace)
    {
        var load = ScenarioFile.Parse(request.ScenarioText, request.ScenarioFile, LabVocabulary.Value);
        if (load.Scenario is not { } scenario)
            throw new ArgumentException(string.Join(Environment.NewLine, load.Errors));
        var foreign = request.ClientAssembly is null ? [] : StrategyCatalog.From(Assembly.LoadFrom(request.ClientAssembly));
        var section = scenario.Strategies.FirstOrDefault(one => one.Label == request.Strategy) ?? new() { Name = request.Strategy };
        var strategy = foreign.FirstOrDefault(one => one.Name == section.Name) ?? StrategyCatalog.Find(section.Name) ?? throw new ArgumentException($"There is no strategy '{section.Name}'.");
        return new()
        {
            Scenario = scenario,
            Strategy = section.Label,
            Options = section.Options,
            Factory = strategy.Factory,
            Seed = request.Seed ?? scenario.Seed,
            VerifyEverySignature = request.VerifyEverySignature,
            Checks = request.Checks,
            Trace = trace,
            Epoch = request.Epoch ?? WorldPlan.DefaultEpoch,
        };
    }

    private static RunFacts Facts(long allocatedBefore)
    {
        using var self = Process.GetCurrentProcess();
        return new() { AllocatedBytes = GC.GetTotalAllocatedBytes() - allocatedBefore, PeakMemoryBytes = self.PeakWorkingSet64 };
    }

    private static void Write(Stream output, RunnerMessage message)
    {
        try
        {
            output.Write([.. JsonSerializer.SerializeToUtf8Bytes(message, LabJson.Default.RunnerMessage), (byte)'\n']);
            output.Flush();
        }
        catch (IOException)
        {
            // Nobody listens: the parent is gone.
            Environment.Exit(0);
        }
    }
}
