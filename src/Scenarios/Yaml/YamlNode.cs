using SkewLab.Scenarios.Errors;

namespace SkewLab.Scenarios.Yaml;

/// <summary>A value of a YAML document, with its place.</summary>
internal abstract record YamlNode(YamlPosition Position);

/// <summary>One value. A plain one (without quotes) may be empty.</summary>
internal sealed record YamlScalar(YamlPosition Position, string Text, bool IsPlain) : YamlNode(Position)
{
    internal bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed record YamlSequence(YamlPosition Position, IReadOnlyList<YamlNode> Items) : YamlNode(Position);

/// <summary>A mapping as written: a key may occur twice.</summary>
internal sealed record YamlMapping(YamlPosition Position, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Pairs) : YamlNode(Position);

/// <summary>A value that was refused with an error of its own, so nothing more is said about it.</summary>
internal sealed record YamlRefused(YamlPosition Position) : YamlNode(Position);
