using SkewLab.ClientContract;
using SkewLab.FakeIdp.InProcess;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.Worlds;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Results;
using SkewLab.VirtualTime;

namespace SkewLab.TestSupport.Simulation;

/// <summary>A world that a test steps by hand, on its own thread: a test process cannot host the pump.</summary>
internal sealed class SteppedWorld : IDisposable
{
    /// <summary>The one application of the test process.</summary>
    public static InProcessHost Host { get; } = WithoutContext(StartWarm);

    private readonly MemoryStream _trace = new();
    private readonly WorldRun _run;

    public SteppedWorld(Scenario scenario, IClientFactory client, ulong seed = 1, string strategy = "test", DateTimeOffset? epoch = null)
    {
        _run = new(
            new()
            {
                Scenario = scenario,
                Strategy = strategy,
                Factory = client,
                Options = new() { Seed = seed, Epoch = epoch ?? Scenario.DefaultEpoch },
                Trace = _trace,
            },
            Host);
    }

    public World World => _run.World;

    /// <summary>What the world amounted to; after <see cref="Finish"/>.</summary>
    public RunResult Result { get; private set; } = null!;

    /// <summary>The trace, line by line; after <see cref="Finish"/>.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    /// <summary>The trace's bytes; after <see cref="Finish"/>.</summary>
    public byte[] Trace => _trace.ToArray();

    /// <summary>Runs a world from its beginning to its end.</summary>
    public static SteppedWorld Run(Scenario scenario, IClientFactory client, ulong seed = 1, string strategy = "test")
    {
        using var world = new SteppedWorld(scenario, client, seed, strategy);
        return world.RunToEnd();
    }

    public SteppedWorld RunToEnd()
    {
        WithoutContext(() =>
        {
            Begin();
            while (World.Step())
            {
            }

            return Finish();
        });
        return this;
    }

    public void Dispose()
    {
        _run.Dispose();
        _trace.Dispose();
    }

    /// <summary>The trace's lines of one kind: <c>send</c>, <c>quit</c>.</summary>
    public IReadOnlyList<string> LinesOf(string word) => [.. Lines.Where(line => line.Split(' ')[1] == word)];

    /// <summary>The instants of the lines of one kind, in seconds as the trace writes them.</summary>
    public IReadOnlyList<string> TimesOf(string word) => [.. LinesOf(word).Select(line => line.Split(' ')[0])];

    // Routing sets itself up in the first request. Of two tests that made it at once, one would wait for the other's thread.
    private static InProcessHost StartWarm()
    {
        var host = InProcessHost.Start();
        var clock = new NodeClock(new VirtualTimeline(), ClockModel.Perfect, Scenario.DefaultEpoch);
        var first = host.SendAsync(new IdpNode("idp", clock, clock), new(HttpMethod.Get, "https://idp.skewlab.test/.well-known/jwks.json"));
        return first.IsCompletedSuccessfully ? host : throw new InvalidOperationException("The first request waited for something.");
    }

    // Where a synchronization context is set, as xunit does, continuations that do not want it hop to the pool.
    private static T WithoutContext<T>(Func<T> act)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void Begin()
    {
        World.Guard.Enter();
        World.Start();
    }

    private RunResult Finish()
    {
        Result = _run.Finish();
        Lines = System.Text.Encoding.UTF8.GetString(Trace).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return Result;
    }
}
