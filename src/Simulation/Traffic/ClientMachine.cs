using SkewLab.ClientContract;
using SkewLab.Scenarios.Randomness;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>One client machine of a world: its clock, the client that lives on it, and the short-lived processes that have clients of their own.</summary>
/// <param name="name">As traces name it: <c>client-1</c>.</param>
/// <param name="clock">Its clock.</param>
/// <param name="factory">Makes its clients.</param>
/// <param name="environment">What every client on it is given.</param>
/// <param name="seed">The world's seed.</param>
internal sealed class ClientMachine(string name, NodeClock clock, IClientFactory factory, ClientEnvironment environment, ulong seed) : IDisposable
{
    private readonly List<ClientProcess> _processes = [];
    private HttpClient? _http;
    private int _processesStarted;

    /// <value>Its clock.</value>
    public NodeClock Clock => clock;

    /// <value>The client that lives as long as the world.</value>
    /// <exception cref="InvalidOperationException">No client lives here.</exception>
    public HttpClient Http => _http ?? throw new InvalidOperationException($"No client lives on {name}: only processes start here.");

    /// <summary>Starts the client that lives as long as the world.</summary>
    /// <exception cref="ArgumentException">The strategy refused its options.</exception>
    public void StartClient() => _http = factory.Create(environment with { Random = RandomOf(name) });

    /// <summary>Starts a process with a client that knows nothing yet. Whoever starts it disposes it.</summary>
    public ClientProcess StartProcess()
    {
        var network = new ProcessNetwork(environment.Network);
        var number = ++_processesStarted;
        var own = environment with { Network = network, Random = RandomOf($"{name} process {number}") };
        var process = new ClientProcess(number, factory.Create(own), network, _processes);
        _processes.Add(process);
        return process;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http?.Dispose();
        // Ending a process ends its calls, and they take it off the list.
        foreach (var process in _processes.ToArray())
            process.Dispose();
    }

    private SeededRandom RandomOf(string owner) => new(seed, StableHash.Of(owner), DrawPurpose.ClientRandom);
}
