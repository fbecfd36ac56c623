using System.Text.Json.Nodes;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Binding;

/// <summary>A kind of single value: how it is read, written and described. A new kind is one new class and one line in <see cref="ScalarKinds"/>.</summary>
internal abstract class ScalarKind
{
    /// <summary>The kind's name in the reference: 'duration'.</summary>
    internal abstract string Name { get; }

    /// <summary>A value to show when a mapping or list stands in its place.</summary>
    internal abstract string Example { get; }

    /// <summary>Reads a value, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
    internal abstract bool TryParse(string text, out object value, out string problem);

    /// <summary>What is to be said of a text that is taken all the same, as the end of a sentence that begins with it in quotes; null if nothing is.</summary>
    internal virtual string? Warning(string text) => null;

    /// <summary>Writes a value as a scenario has it.</summary>
    internal abstract string Format(object value);

    /// <summary>Whether the value, or all that it can become, lies between two texts of the same kind, both included.</summary>
    internal virtual bool IsWithin(object value, string min, string max) =>
        ((IComparable)value).CompareTo(Parse(min)) >= 0 && ((IComparable)value).CompareTo(Parse(max)) <= 0;

    /// <summary>The JSON schema of the value as YAML tools see it.</summary>
    internal abstract JsonObject Schema(BoundsAttribute? bounds);

    private protected object Parse(string text) => TryParse(text, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    private protected static JsonObject TextSchema(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };
}
