namespace SkewLab.Scenarios.Errors;

/// <summary>Gathers everything that is wrong with one file.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<ScenarioError> _errors = [];

    internal void Add(YamlPosition position, string path, string message) => _errors.Add(new ScenarioError(file, position.Line, position.Column, path, message));

    /// <summary>The errors in the order of the file; those of one place in the order they were found.</summary>
    internal IReadOnlyList<ScenarioError> InOrder() => [.. _errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];
}
