using SkewLab.Simulation.Worlds;

namespace SkewLab.Simulation.Running;

/// <summary>Runs a world on the process's only pool thread, so that everything a client posts to the pool runs in one order, always the same.</summary>
/// <remarks>
/// The loop runs on that thread itself. While the pool holds work it queues itself behind it, so all of it runs first, at the same virtual instant; only then
/// comes the next event. docs/pump.md says what this takes for granted of the runtime, docs/decisions.md what else was tried, and how it failed.
/// </remarks>
public sealed class Pump : IThreadPoolWorkItem
{
    private const int EventsBetweenReports = 100_000;

    private const string RealTimer =
        "a timer was started on the machine's clock; a client must take every timer from its TimeProvider and leave HttpClient.Timeout infinite";

    private readonly Func<World> _begin;
    private readonly Action<TimeSpan> _report;
    private readonly Action<Exception?> _end;
    private readonly RealTimers _timers;
    private World? _world;
    private long _eventsBegun;
    private long _nextReport = EventsBetweenReports;

    private Pump(RealTimers timers, Func<World> begin, Action<TimeSpan> report, Action<Exception?> end)
    {
        _timers = timers;
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
        {
            throw new InvalidOperationException(
                $"A runner must see exactly one processor, but sees {Environment.ProcessorCount}: start it with DOTNET_PROCESSOR_COUNT=1.");
        }

        if (!ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1))
            throw new InvalidOperationException("The thread pool did not accept a single thread.");
    }

    /// <value>How many events the world has begun. Any thread may ask.</value>
    public long EventsBegun => Volatile.Read(ref _eventsBegun);

    /// <summary>Starts a world and returns; everything else happens on the pump.</summary>
    /// <param name="begin">Makes the world; called on the pump.</param>
    /// <param name="report">Told now and then how far reference time is; called on the pump.</param>
    /// <param name="end">Told that the world is over, with what broke it, if anything did; called on the pump, once, last.</param>
    /// <returns>The pump, to ask how far it is.</returns>
    public static Pump Start(Func<World> begin, Action<TimeSpan> report, Action<Exception?> end)
    {
        var pump = new Pump(new(), begin, report, end);
        ThreadPool.UnsafeQueueUserWorkItem(pump, preferLocal: false);
        return pump;
    }

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

        _timers.Dispose();
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
            Volatile.Write(ref _eventsBegun, _eventsBegun + 1);
            NoticeTimers(world);
            if (!world.Step())
                return false;
            if (world.ExecutedEvents < _nextReport)
                continue;
            _nextReport += EventsBetweenReports;
            _report(world.Now);
        }

        return true;
    }

    private void NoticeTimers(World world)
    {
        if (_timers.HaveStarted)
            world.Guard.Report(RealTimer);
    }
}
