using SkewLab.Simulation.Worlds;

namespace SkewLab.Simulation.Runs;

/// <summary>Runs a world on the process's only pool thread, so that everything a client posts to the pool runs in one order, always the same.</summary>
/// <remarks>
/// The loop runs on that thread itself. While the pool holds work it queues itself behind it, so all of it runs first, at the same virtual instant; only then comes
/// the next event. docs/decisions.md says what else was tried, and how it failed.
/// </remarks>
public sealed class Pump : IThreadPoolWorkItem
{
    private const int EventsBetweenReports = 100_000;

    private readonly Func<WorldRun> _begin;
    private readonly Action<TimeSpan> _report;
    private readonly Action<RunnerMessage> _end;
    private WorldRun? _run;
    private long _nextReport = EventsBetweenReports;

    private Pump(Func<WorldRun> begin, Action<TimeSpan> report, Action<RunnerMessage> end)
    {
        _begin = begin;
        _report = report;
        _end = end;
    }

    /// <summary>Makes the pool one thread wide. It must come before anything uses the pool.</summary>
    /// <exception cref="InvalidOperationException">The process sees more than one processor, or the pool refused.</exception>
    public static void CapPool()
    {
        // The number of processors changes what Parallel does, and with it the trace.
        if (Environment.ProcessorCount != 1)
            throw new InvalidOperationException($"A runner must see exactly one processor, but sees {Environment.ProcessorCount}: start it with DOTNET_PROCESSOR_COUNT=1.");
        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
            throw new InvalidOperationException("The thread pool did not accept a single thread.");
    }

    /// <summary>Starts a world and returns; everything else happens on the pump.</summary>
    /// <param name="begin">Makes the world; called on the pump.</param>
    /// <param name="report">Told now and then how far reference time is; called on the pump.</param>
    /// <param name="end">Told the result, or why there is none; called on the pump, once, last.</param>
    public static void Start(Func<WorldRun> begin, Action<TimeSpan> report, Action<RunnerMessage> end) =>
        ThreadPool.UnsafeQueueUserWorkItem(new Pump(begin, report, end), preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            _run ??= Begin();
            if (Continue(_run.World))
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            else
                End(_run);
        }
        catch (ArgumentException refused) when (_run is null)
        {
            _end(new(Refused: Words(refused)));
        }
        catch (Exception broken)
        {
            _end(new(Refused: $"the lab broke: {broken}"));
        }
    }

    // Which parameter of a method it was is of no use to somebody who wrote a scenario.
    private static string Words(ArgumentException refused) => refused.Message.Replace($" (Parameter '{refused.ParamName}')", "", StringComparison.Ordinal);

    private WorldRun Begin()
    {
        var run = _begin();
        run.World.Guard.Enter();
        run.World.Start();
        return run;
    }

    // True: the pool holds work that comes first. False: the world is over.
    private bool Continue(World world)
    {
        world.Guard.Check("the simulation went on");
        while (ThreadPool.PendingWorkItemCount == 0)
        {
            if (!world.Step())
                return false;
            if (world.EventsRun < _nextReport)
                continue;
            _nextReport += EventsBetweenReports;
            NoticeTimers(world);
            _report(world.Now);
        }

        return true;
    }

    private void End(WorldRun run)
    {
        NoticeTimers(run.World);
        var result = run.Finish();
        run.Dispose();
        _end(new(Result: result));
    }

    private static void NoticeTimers(World world)
    {
        if (Timer.ActiveCount > 0)
            world.Guard.Report($"{Timer.ActiveCount} timers run on the machine's clock; a client must take every timer from its TimeProvider and leave HttpClient.Timeout infinite");
    }
}
