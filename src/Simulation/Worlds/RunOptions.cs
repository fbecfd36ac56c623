using SkewLab.Scenarios.Model;

namespace SkewLab.Simulation.Worlds;

/// <summary>What may be asked of a run beside its scenario and its strategy: the same record from the command line to the world.</summary>
public sealed record RunOptions
{
    /// <value>Decides every draw; null (the default) takes the scenario's seed.</value>
    public ulong? Seed { get; init; }

    /// <value>Whether nodes verify a token's signature at each request. False by default: they remember it.</value>
    public bool VerifyEverySignature { get; init; }

    /// <value>The promises to check, by their names in Verdicts' catalog of checks. None by default.</value>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <value>The instant at which reference time is zero. <see cref="Scenario.DefaultEpoch"/> by default. No decision and no trace depends on it.</value>
    public DateTimeOffset Epoch { get; init; } = Scenario.DefaultEpoch;
}
