namespace SkewLab.Scenarios.Errors;

/// <summary>Gathers everything that is wrong with one file, and what is taken with a warning.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<ScenarioError> _errors = [];
    private readonly List<ScenarioError> _warnings = [];

    internal void Add(YamlPosition position, string path, string message) => _errors.Add(At(position, path, message));

    internal void Warn(YamlPosition position, string path, string message) => _warnings.Add(At(position, path, message));

    /// <summary>The errors in the order of the file; those of one place in the order they were found.</summary>
    internal IReadOnlyList<ScenarioError> InOrder() => InOrder(_errors);

    /// <summary>The warnings, in the same order.</summary>
    internal IReadOnlyList<ScenarioError> WarningsInOrder() => InOrder(_warnings);

    private static IReadOnlyList<ScenarioError> InOrder(List<ScenarioError> found) => [.. found.OrderBy(one => one.Line).ThenBy(one => one.Column)];

    private ScenarioError At(YamlPosition position, string path, string message) => new(file, position.Line, position.Column, path, message);
}
