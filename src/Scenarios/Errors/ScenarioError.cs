namespace SkewLab.Scenarios.Errors;

/// <summary>One thing that is wrong with a scenario file, and where.</summary>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Line">The line, from 1; 0 if the file could not be read at all.</param>
/// <param name="Column">The column, from 1; 0 if the file could not be read at all.</param>
/// <param name="Path">The place in the scenario, such as <c>clients.clock.offset</c> or <c>links["client -> idp"].loss</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong, the rule and an example, as one sentence.</param>
public sealed record ScenarioError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary><c>file:line:column: path: message</c>, without the parts that do not apply.</summary>
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}:{Column}" : "")}: {(Path.Length > 0 ? $"{Path}: " : "")}{Message}";
}
