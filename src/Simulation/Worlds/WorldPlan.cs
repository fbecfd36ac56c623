using SkewLab.ClientContract;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>Everything that decides what happens in one world.</summary>
public sealed record WorldPlan
{
    /// <value>Who lives there and what happens.</value>
    public required Scenario Scenario { get; init; }

    /// <value>What the scenario calls the strategy.</value>
    public required string Strategy { get; init; }

    /// <value>The strategy's options, as <see cref="ClientEnvironment.Options"/> holds them. Empty by default.</value>
    public IReadOnlyDictionary<string, string> StrategyOptions { get; init; } = new Dictionary<string, string>();

    /// <value>Makes its clients.</value>
    public required IClientFactory Factory { get; init; }

    /// <value>What was asked of this run. By default what the scenario says.</value>
    public RunOptions Options { get; init; } = new();

    /// <value>Where the trace is written as well; null only hashes it.</value>
    public Stream? Trace { get; init; }

    /// <value>Decides every draw.</value>
    public ulong Seed => Options.Seed ?? Scenario.Seed;

    /// <summary>The clock of one client: its whole future follows from the plan, so a second one reads as the client's own does.</summary>
    /// <param name="client">The client, from 0.</param>
    public ClockModel ClockOfClient(int client) => new WorldClocks(this, new()).Create(MachineNames.Client(client), Scenario.Clients.Clock).Model;
}
