using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Binding;

/// <summary>Any text.</summary>
internal sealed class TextKind : ScalarKind
{
    internal static readonly TextKind Instance = new();

    internal override string Name => "text";

    internal override string Example => "some text";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        (value, problem) = (text, "");
        return true;
    }

    internal override string Format(object value) => (string)value;

    internal override JsonObject Schema(BoundsAttribute? bounds) => new() { ["type"] = "string" };
}

/// <summary>A boolean, <c>true</c> or <c>false</c>. YAML 1.1's yes/no/on/off are refused: editors read YAML 1.2 and would take them for text.</summary>
internal sealed class TrueOrFalseKind : ScalarKind
{
    internal static readonly TrueOrFalseKind Instance = new();

    internal override string Name => "true or false";

    internal override string Example => "true";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        value = text == "true";
        problem = text is "true" or "false" ? "" : "is neither 'true' nor 'false'.";
        return problem.Length == 0;
    }

    internal override string Format(object value) => (bool)value ? "true" : "false";

    internal override JsonObject Schema(BoundsAttribute? bounds) => new() { ["type"] = "boolean" };
}

/// <summary>One of a few words: the enum's names in camelCase; names without a small letter (ES256) stay as they are.</summary>
internal sealed class EnumKind(Type type) : ScalarKind
{
    private readonly string[] _words = [.. Enum.GetNames(type).Select(Word)];
    private readonly string?[] _formerWords = [.. Enum.GetNames(type).Select(name => type.GetField(name)!.GetCustomAttribute<FormerNameAttribute>()?.Name)];

    internal IReadOnlyList<string> Words => _words;

    internal override string Name => "word";

    internal override string Example => _words[0];

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var index = Array.IndexOf(_words, text);
        if (index < 0)
            index = Array.IndexOf(_formerWords, text);
        value = Enum.GetValues(type).GetValue(Math.Max(index, 0))!;
        var nearest = Suggestion.Nearest(text, _words);
        problem = index >= 0 ? "" : _words.Length == 1 ? $"is unknown; write '{_words[0]}'."
            : $"is not one of {string.Join(", ", _words)}{(nearest is null ? "." : $"; did you mean '{nearest}'?")}";
        return index >= 0;
    }

    internal override string? Warning(string text) => Array.IndexOf(_formerWords, text) is var index and >= 0
        ? $"is now called '{_words[index]}'; write that: the next version no longer takes '{text}'."
        : null;

    internal override string Format(object value) => Word(value.ToString()!);

    internal override JsonObject Schema(BoundsAttribute? bounds) => new() { ["enum"] = new JsonArray([.. _words.Select(word => (JsonNode)word)]) };

    private static string Word(string name) => name.Any(char.IsAsciiLetterLower) ? JsonNamingPolicy.CamelCase.ConvertName(name) : name;
}
