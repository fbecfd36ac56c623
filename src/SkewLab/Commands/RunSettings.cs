using SkewLab.Simulation.Worlds;

namespace SkewLab.Commands;

/// <summary>What <c>skewlab run</c> was asked to do.</summary>
internal sealed record RunSettings
{
    public required IReadOnlyList<string> Paths { get; init; }
    public IReadOnlyList<string> Strategies { get; init; } = [];
    public RunOptions Options { get; init; } = new();
    public string? Json { get; init; }
    public string? JUnit { get; init; }
    public string? Trace { get; init; }
    public bool CheckDeterminism { get; init; }
    public bool Quiet { get; init; }
}
