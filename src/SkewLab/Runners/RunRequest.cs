using SkewLab.Simulation.Worlds;

namespace SkewLab.Runners;

/// <summary>One world for a runner to run: a line of JSON.</summary>
public sealed record RunRequest : RunnerRequest
{
    /// <value>The scenario file's name, for messages and the replay line.</value>
    public required string ScenarioFile { get; init; }

    /// <value>The scenario file's text. The parent has read and checked it, so parent and runner cannot see different files.</value>
    public required string ScenarioText { get; init; }

    /// <value>What the scenario calls the strategy; one that the scenario does not list is run by its own name, without options.</value>
    public required string Strategy { get; init; }

    /// <value>What was asked of the run.</value>
    public RunOptions Options { get; init; } = new();

    /// <value>An assembly with strategies of somebody else's, searched before the lab's own; null for none.</value>
    public string? ClientAssembly { get; init; }

    /// <value>The file the trace is written to; null writes none.</value>
    public string? TraceFile { get; init; }
}
