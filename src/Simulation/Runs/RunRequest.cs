namespace SkewLab.Simulation.Runs;

/// <summary>One world for a runner to run: a line of JSON.</summary>
public sealed record RunRequest
{
    /// <value>The scenario file's name, for messages and the replay line.</value>
    public required string ScenarioFile { get; init; }

    /// <value>The scenario file's text. The parent has read and checked it, so parent and runner cannot see different files.</value>
    public required string ScenarioText { get; init; }

    /// <value>What the scenario calls the strategy; one that the scenario does not list is run by its own name, without options.</value>
    public required string Strategy { get; init; }

    /// <value>The seed; null takes the scenario's.</value>
    public ulong? Seed { get; init; }

    /// <value>Whether nodes verify a token's signature at each request.</value>
    public bool VerifyEverySignature { get; init; }

    /// <value>An assembly with strategies of somebody else's, searched before the lab's own; null for none.</value>
    public string? ClientAssembly { get; init; }

    /// <value>The instant at which reference time is zero; null takes <see cref="Worlds.WorldPlan.DefaultEpoch"/>. No result depends on it.</value>
    public DateTimeOffset? Epoch { get; init; }

    /// <value>The promises to check, by their names in <see cref="Checks.CheckCatalog"/>. None by default.</value>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <value>The file the trace is written to; null writes none.</value>
    public string? TraceFile { get; init; }
}
