using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using SkewLab.FakeIdp.InProcess;
using SkewLab.Scenarios;
using SkewLab.Simulation.Running;
using SkewLab.Simulation.Strategies;
using SkewLab.Simulation.Worlds;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Results;

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
            WorldRun? run = null;
            var allocatedBefore = GC.GetTotalAllocatedBytes();
            Pump.Start(
                () =>
                {
                    host ??= InProcessHost.Start();
                    trace = request.TraceFile is null ? null : new FileStream(request.TraceFile, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
                    run = new(PlanOf(request, trace), host);
                    return run.World;
                },
                now => Write(output, new(Progress: now.TotalSeconds)),
                broken =>
                {
                    var message = LastMessage(run, broken, allocatedBefore);
                    trace?.Dispose();
                    Write(output, message);
                    idle.Set();
                });
        }

        return 0;
    }

    // Whatever happens, what the world held is given back.
    private static RunnerMessage LastMessage(WorldRun? run, Exception? broken, long allocatedBefore)
    {
        using (run)
        {
            try
            {
                return broken switch
                {
                    null => new(Result: run!.Finish() with { Run = Facts(allocatedBefore) }),
                    ArgumentException refused when run is null => new(Refused: SentenceOf(refused)),
                    _ => new(Refused: $"the lab broke: {broken}"),
                };
            }
            catch (Exception unfinished)
            {
                return new(Refused: $"the lab broke: {unfinished}");
            }
        }
    }

    /// <summary>What a world that could not be made says of itself: which parameter of a method it was is of no use to somebody who wrote a scenario.</summary>
    internal static string SentenceOf(ArgumentException refused) => refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);

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
            StrategyOptions = section.Options,
            Factory = strategy.Factory,
            Options = request.Options,
            Trace = trace,
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
