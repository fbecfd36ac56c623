using SkewLab.Simulation.Worlds;

namespace SkewLab.Runs;

/// <summary>What <c>skewlab run</c> was asked to do.</summary>
internal sealed record RunSettings
{
    /// <value>Scenario files and folders of them.</value>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <value>The strategies to run; empty runs each scenario's own.</value>
    public IReadOnlyList<string> Strategies { get; init; } = [];

    /// <value>What was asked of each run.</value>
    public RunOptions Options { get; init; } = new();

    /// <value>Where reports go: the file by the option that names it. Empty by default.</value>
    public IReadOnlyList<(string Option, string File)> Reports { get; init; } = [];

    /// <value>Where traces go: a file for a single run, a folder for several; null writes none.</value>
    public string? Trace { get; init; }

    /// <value>Whether everything runs twice and is compared.</value>
    public bool CheckDeterminism { get; init; }

    /// <value>Whether only verdicts are printed.</value>
    public bool Quiet { get; init; }
}
