using SkewLab.ClientContract;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Simulation.Worlds;

/// <summary>Everything that decides what happens in one world.</summary>
public sealed record WorldPlan
{
    /// <value>The instant at which reference time is zero, unless a plan says otherwise.</value>
    public static readonly DateTimeOffset DefaultEpoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <value>Who lives there and what happens.</value>
    public required Scenario Scenario { get; init; }

    /// <value>What the scenario calls the strategy.</value>
    public required string Strategy { get; init; }

    /// <value>The strategy's options, as <see cref="ClientEnvironment.Options"/> holds them. Empty by default.</value>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <value>Makes its clients.</value>
    public required IClientFactory Factory { get; init; }

    /// <value>Decides every draw.</value>
    public required ulong Seed { get; init; }

    /// <value>Whether nodes verify a token's signature at each request or remember it. The default is false: remembered.</value>
    public bool VerifyEverySignature { get; init; }

    /// <value>The promises to check, by their names in <see cref="Checks.CheckCatalog"/>. None by default.</value>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <value>Where the trace is written as well; null only hashes it.</value>
    public Stream? Trace { get; init; }

    /// <value>The instant at which reference time is zero. No decision and no trace depends on it.</value>
    public DateTimeOffset Epoch { get; init; } = DefaultEpoch;
}
