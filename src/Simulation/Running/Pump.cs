using SkewLab.Simulation.Worlds;

namespace SkewLab.Simulation.Running;

/// <summary>Runs a world on the process's only pool thread, so that everything a client posts to the pool runs in one order, always the same.</summary>
/// <remarks>
/// The loop runs on that thread itself. While the pool holds work it queues itself behind it, so all of it runs first, at the same virtual instant; only then comes
/// the next event. docs/pump.md says what this takes for granted of the runtime, docs/decisions.md what else was tried, and how it failed.
/// </remarks>
public sealed class Pump : IThreadPoolWorkItem
{
    private const int EventsBetweenReports = 100_000;

    private readonly Func<World> _begin;
    private readonly Action<TimeSpan> _report;
    private readonly Action<Exception?> _end;
    private World? _world;
    private long _nextReport = EventsBetweenReports;

    private Pump(Func<World> begin, Action<TimeSpan> report, Action<Exception?> end)
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
    /// <param name="end">Told that the world is over, with what broke it, if anything did; called on the pump, once, last.</param>
    public static void Start(Func<World> begin, Action<TimeSpan> report, Action<Exception?> end) =>
        ThreadPool.UnsafeQueueUserWorkItem(new Pump(begin, report, end), preferLocal: false);

    void IThreadPoolWorkItem.Execute()
    {
        Exception? broken = null;
        try
        {
            _world ??= Begin();
            if (Continue(_world))
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            NoticeTimers(_world);
        }
        catch (Exception exception)
        {
            broken = exception;
        }

        _end(broken);
    }

    private World Begin()
    {
        var world = _begin();
        world.Guard.Enter();
        world.Start();
        return world;
    }

    // True: the pool holds work that comes first. False: the world is over.
    private bool Continue(World world)
    {
        world.Guard.Check("the simulation went on");
        while (ThreadPool.PendingWorkItemCount == 0)
        {
            if (!world.Step())
                return false;
            if (world.ExecutedEvents < _nextReport)
                continue;
            _nextReport += EventsBetweenReports;
            NoticeTimers(world);
            _report(world.Now);
        }

        return true;
    }

    private static void NoticeTimers(World world)
    {
        if (Timer.ActiveCount > 0)
            world.Guard.Report($"{Timer.ActiveCount} timers run on the machine's clock; a client must take every timer from its TimeProvider and leave HttpClient.Timeout infinite");
    }
}
