namespace SkewLab.Scenarios.Binding;

/// <summary>Names a place in a scenario: <c>traffic[0].rate</c>, <c>links["client -> idp"].loss</c>.</summary>
internal static class ScenarioPath
{
    internal static string Key(string path, string key)
    {
        var isWord = key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        if (!isWord) return $"{path}[\"{key}\"]";
        return path.Length == 0 ? key : $"{path}.{key}";
    }

    internal static string Item(string path, int index) => $"{path}[{index}]";
}
