using SkewLab.FakeIdp.InProcess;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.History;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Soundness;
using SkewLab.Simulation.Traffic;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>An IdP, API nodes, links and clients on one time line, from the first event to the last.</summary>
/// <remarks>Only the pump touches a world. Calls under way at the scenario's end are drained for as long as the slowest link waits for an answer.</remarks>
public sealed class World : IDisposable
{
    private const long EventsLimit = 2_000_000_000;
    private const long EventsPerInstantLimit = 5_000_000;

    private readonly WorldPlan _plan;
    private readonly VirtualTimeline _timeline = new();
    private readonly IReadOnlyList<ClientMachine> _clients;
    private readonly Callers _callers;
    private readonly ITrafficExecutor[] _executors;
    private readonly TimelineScript _script;
    private readonly TimeSpan _drainEnd;
    private TimeSpan _instant;
    private long _eventsBeforeInstant;

    /// <param name="plan">What happens.</param>
    /// <param name="host">The process's fake IdP and API application.</param>
    /// <param name="history">Where events go.</param>
    /// <exception cref="ArgumentException">The strategy refused its options.</exception>
    public World(WorldPlan plan, InProcessHost host, WorldHistory history)
    {
        _plan = plan;
        var scenario = plan.Scenario;
        var clocks = new WorldClocks(plan, _timeline);
        var nodes = new Nodes(plan, clocks, _timeline);
        var idp = nodes.CreateIdp();
        var network = new WorldNetwork
        {
            Timeline = _timeline,
            History = history,
            Host = host,
            Guard = Guard,
            Idp = idp,
            Api = nodes.CreateApi(idp),
            Balancer = new(scenario.Api.Balancing, scenario.Api.Nodes, plan.Seed),
        };
        var clients = new Clients(plan, clocks, network);
        _clients = clients.Create();
        _script = new(network, clients.Links, plan.Seed);
        _callers = new(scenario.Duration, _timeline, history, Guard, _clients);
        _executors = [.. scenario.Traffic.Select(CreateExecutor)];
        _drainEnd = scenario.Duration + clients.Links.Values.Max(link => link.Timeout);
    }

    /// <value>Notices what makes the world unsound.</value>
    public PumpGuard Guard { get; } = new();

    /// <value>Reference time.</value>
    public TimeSpan Now => _timeline.Now;

    /// <value>How many events have run.</value>
    public long ExecutedEvents => _timeline.ExecutedEvents;

    /// <value>How many calls had not returned when the world ended.</value>
    public int CallsUnderWay => _callers.UnderWay.Count;

    /// <summary>Plans the timeline's entries and the first calls.</summary>
    public void Start()
    {
        // The timeline comes first: at one instant the world changes before anybody acts in it.
        _script.Schedule(_plan.Scenario.Timeline);
        foreach (var executor in _executors)
            executor.Start();
    }

    /// <summary>Runs the next event.</summary>
    /// <returns>False when the world is over, or can no longer be trusted.</returns>
    public bool Step()
    {
        if (Guard.Problem is not null || IsOver())
            return false;
        _timeline.RunNext();
        if (_timeline.Now != _instant)
        {
            _instant = _timeline.Now;
            _eventsBeforeInstant = _timeline.ExecutedEvents;
        }

        if (_timeline.ExecutedEvents > EventsLimit)
            Guard.Report($"more than {EventsLimit:N0} events");
        if (_timeline.ExecutedEvents - _eventsBeforeInstant > EventsPerInstantLimit)
            Guard.Report($"more than {EventsPerInstantLimit:N0} events at the single instant {_timeline.Now}: somebody loops without waiting");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private bool IsOver()
    {
        if (_timeline.NextDue is not { } next)
        {
            if (_callers.UnderWay.Count > 0)
                Guard.Report(StuckCalls());
            return true;
        }

        return next > _drainEnd || (next > _plan.Scenario.Duration && _callers.UnderWay.Count == 0);
    }

    private string StuckCalls()
    {
        var calls = _callers.UnderWay.Take(5).Select(call => $"call {call.Number} of client-{call.Client + 1}, started at {call.StartedAt}, {call.Attempts} requests sent");
        return $"stuck: nothing is left to happen, yet {_callers.UnderWay.Count} calls wait ({string.Join("; ", calls)})";
    }

    private ITrafficExecutor CreateExecutor(TrafficSection section, int index) => section.Executor switch
    {
        ExecutorName.ConstantArrivalRate => new ConstantArrivalRate(section, index, _callers, _timeline, _plan.Seed),
        ExecutorName.RampingArrivalRate => new RampingArrivalRate(section, index, _callers, _timeline, _plan.Seed),
        ExecutorName.ConstantVus => new ConstantVus(section, _callers, _timeline),
        ExecutorName.Job => new Job(section, _callers, _timeline),
        ExecutorName.Processes => new Processes(section, _callers, _timeline),
        _ => throw new InvalidOperationException($"No executor {section.Executor}."),
    };
}
