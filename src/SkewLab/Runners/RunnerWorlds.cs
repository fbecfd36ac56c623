using System.Diagnostics;
using System.Reflection;
using SkewLab.FakeIdp.InProcess;
using SkewLab.Scenarios;
using SkewLab.Simulation.Running;
using SkewLab.Simulation.Strategies;
using SkewLab.Simulation.Worlds;
using SkewLab.Verdicts;

namespace SkewLab.Runners;

/// <summary>Runs worlds on the pump, one after another, and tells how each ended.</summary>
/// <param name="output">Told.</param>
internal sealed class RunnerWorlds(RunnerOutput output) : IDisposable
{
    private readonly ManualResetEventSlim _idle = new(initialState: true);
    private InProcessHost? _host;
    private Pump? _pump;

    /// <value>How many events the newest world has begun. Any thread may ask.</value>
    public long EventsBegun => _pump?.EventsBegun ?? 0;

    /// <summary>Starts a world, once the one before is over, and returns.</summary>
    public void Start(RunRequest request)
    {
        _idle.Wait();
        _idle.Reset();
        TraceFile? trace = null;
        WorldRun? run = null;
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        _pump = Pump.Start(
            () =>
            {
                _host ??= InProcessHost.Start();
                trace = request.TraceFile is null ? null : TraceFile.Create(request.TraceFile);
                run = new(PlanOf(request, trace), _host);
                return run.World;
            },
            now => output.Write(new RunnerMessage.Progress(now.TotalSeconds)),
            broken =>
            {
                var message = LastMessage(run, broken, allocatedBefore);
                trace?.Dispose();
                output.Write(message);
                _idle.Set();
            });
    }

    /// <inheritdoc/>
    public void Dispose() => _idle.Dispose();

    /// <summary>How a world ended. Whatever happens, what it held is given back.</summary>
    /// <param name="run">The world; null if it could not be made.</param>
    /// <param name="broken">What ended it early; null where nothing did.</param>
    /// <param name="allocatedBefore">What the process had allocated before it.</param>
    internal static RunnerMessage LastMessage(WorldRun? run, Exception? broken, long allocatedBefore)
    {
        using (run)
        {
            try
            {
                return (broken ?? run!.World.Guard.Broken) switch
                {
                    null => Finished(run!, allocatedBefore),
                    ArgumentException refused when run is null => new RunnerMessage.Refused(SentenceOf(refused)),
                    var unforeseen => Unforeseen(unforeseen),
                };
            }
            catch (Exception unfinished)
            {
                return Unforeseen(unfinished);
            }
        }
    }

    /// <summary>What a world that could not be made says of itself: which parameter of a method it was is of no use to somebody who wrote a scenario.</summary>
    internal static string SentenceOf(ArgumentException refused) =>
        refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);

    private static RunnerMessage Unforeseen(Exception exception) =>
        exception is TraceFailedException ? new RunnerMessage.Refused(exception.Message) : new RunnerMessage.Broken($"the lab broke: {exception}");

    private static RunnerMessage.Finished Finished(WorldRun run, long allocatedBefore)
    {
        var result = run.Finish();
        using var self = Process.GetCurrentProcess();
        return new(result, GC.GetTotalAllocatedBytes() - allocatedBefore, self.PeakWorkingSet64);
    }

    private static WorldPlan PlanOf(RunRequest request, Stream? trace)
    {
        var load = ScenarioFile.Parse(request.ScenarioText, request.ScenarioFile, LabVocabulary.Value);
        if (load.Scenario is not { } scenario)
            throw new ArgumentException(string.Join(Environment.NewLine, load.Errors));
        var foreign = request.ClientAssembly is null ? [] : StrategyCatalog.From(Load(request.ClientAssembly));
        var section = scenario.Strategies.FirstOrDefault(one => one.Label == request.Strategy) ?? new() { Name = request.Strategy };
        var strategy = foreign.FirstOrDefault(one => one.Name == section.Name)
            ?? StrategyCatalog.Find(section.Name)
            ?? throw new ArgumentException($"There is no strategy '{section.Name}'.");
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

    private static Assembly Load(string file)
    {
        try
        {
            return Assembly.LoadFrom(file);
        }
        catch (Exception problem) when (problem is IOException or BadImageFormatException)
        {
            throw new ArgumentException($"The client's assembly cannot be loaded: {problem.Message}");
        }
    }
}
