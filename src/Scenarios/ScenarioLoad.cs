using SkewLab.Scenarios.Errors;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios;

/// <summary>What reading a scenario file gave.</summary>
public sealed record ScenarioLoad
{
    /// <value>The scenario; null if there is any error.</value>
    public Scenario? Scenario { get; init; }

    /// <value>Everything that is wrong, in the order of the file; empty if the scenario can run.</value>
    public required IReadOnlyList<ScenarioError> Errors { get; init; }

    /// <value>What is taken now and will not be in the next version, in the order of the file. Empty by default.</value>
    public IReadOnlyList<ScenarioError> Warnings { get; init; } = [];

    /// <value>The file's text; empty if it could not be read.</value>
    public required string Text { get; init; }
}
