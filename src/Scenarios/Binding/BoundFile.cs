using SkewLab.FakeIdp.Problems;
using SkewLab.Scenarios.Errors;
using SkewLab.Scenarios.Yaml;

namespace SkewLab.Scenarios.Binding;

/// <summary>What the binder found where: the rules read it to point at their places and to keep quiet about values that are wrong already.</summary>
internal sealed class BoundFile(ErrorList errors)
{
    private readonly Dictionary<string, YamlNode> _nodes = [];
    private readonly Dictionary<string, YamlPosition> _keys = [];
    private readonly HashSet<string> _unsound = [];

    internal void Found(string path, YamlNode node, YamlPosition? key = null)
    {
        _nodes.TryAdd(path, node);
        if (key is { } position) _keys.TryAdd(path, position);
    }

    /// <summary>Reports an error at <paramref name="position"/>, and keeps the rules quiet about <paramref name="path"/>.</summary>
    internal void Refuse(YamlPosition position, string path, string message)
    {
        errors.Add(position, path, message);
        MarkUnsound(path);
    }

    /// <summary>Reports something that is taken all the same.</summary>
    internal void Warn(YamlPosition position, string path, string message) => errors.Warn(position, path, message);

    internal void MarkUnsound(string path) => _unsound.Add(path);

    /// <summary>Reports an error at a path, or at the nearest path above it that is in the file.</summary>
    internal void Report(string path, string message) => errors.Add(PositionOf(path), path, message);

    internal void ReportAt(YamlPosition position, string path, string message) => errors.Add(position, path, message);

    /// <summary>Reports that <paramref name="key"/> itself is wrong, in the mapping at <paramref name="path"/>.</summary>
    internal void ReportKey(string path, string key, string message) =>
        errors.Add(_keys.TryGetValue(ScenarioPath.Key(path, key), out var position) ? position : PositionOf(path), path, $"'{key}' {message}");

    /// <summary>Reports that the value at <paramref name="path"/>, as it stands in the file, is wrong.</summary>
    internal void ReportValue(string path, string message) => Report(path, $"'{Text(path)}' {message}");

    /// <summary>Reports a problem of settings that a section stands for.</summary>
    /// <param name="problem">What the settings say of themselves.</param>
    /// <param name="path">The section, whose keys are called as the settings' fields.</param>
    internal void Report(SettingProblem problem, string path)
    {
        var rule = $"{char.ToLowerInvariant(problem.Rule[0])}{problem.Rule[1..]}";
        if (problem.Field.Length == 0)
            Report(path, rule);
        else if (problem.Field.Split('.', 2) is [var map, var key])
            ReportKey($"{path}.{map}", key, $"is refused: {rule}");
        else if (problem.Value is null)
            ReportKey(path, problem.Field, $"is refused: {rule}");
        else
            ReportValue($"{path}.{problem.Field}", $"is refused: {rule}");
    }

    /// <summary>Whether a mapping without keys stands at the path.</summary>
    internal bool IsEmpty(string path) => _nodes.GetValueOrDefault(path) is YamlMapping { Pairs.Count: 0 };

    internal bool IsGiven(string path) => _nodes.ContainsKey(path);

    /// <summary>Whether nothing was wrong at the path itself or above it so far.</summary>
    internal bool IsSound(string path)
    {
        for (var above = path; above.Length > 0; above = Parent(above))
            if (_unsound.Contains(above)) return false;
        return true;
    }

    /// <summary>The value as it stands in the file; for one that is not there, <paramref name="otherwise"/>.</summary>
    internal string Text(string path, string otherwise = "") => _nodes.GetValueOrDefault(path) is YamlScalar scalar ? scalar.Text : otherwise;

    private YamlPosition PositionOf(string path)
    {
        for (var above = path; above.Length > 0; above = Parent(above))
            if (_nodes.TryGetValue(above, out var node)) return node.Position;
        return _nodes.TryGetValue("", out var root) ? root.Position : new YamlPosition(1, 1);
    }

    private static string Parent(string path)
    {
        // A quoted key may hold dots and brackets itself: it ends where it began, at [".
        if (path.EndsWith("\"]", StringComparison.Ordinal)) return path[..path.LastIndexOf("[\"", StringComparison.Ordinal)];
        return path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)];
    }
}
