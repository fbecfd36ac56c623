using System.Collections;
using System.Text;
using System.Text.RegularExpressions;
using SkewLab.ClientContract;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios;

/// <summary>Writes a scenario as a person would: sections on one line each, entries of lists below each other, and only what is not a default.</summary>
/// <remarks>What <see cref="ScenarioFile"/> reads back is the same scenario, as far as the scenario is one that a file could hold. Thread-safe: nothing is kept between calls.</remarks>
public static partial class ScenarioWriter
{
    /// <summary>Writes the YAML text.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="vocabulary">Knows how the options of strategies and the ranges of metrics are written.</param>
    public static string Write(Scenario scenario, ScenarioVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var text = new StringBuilder();
        foreach (var key in ModelType.Of(typeof(Scenario)).Keys)
        {
            if (ValueOf(key, scenario, vocabulary) is not { } value)
                continue;
            text.Append(key.Name).Append(':');
            IEnumerable<string>? lines = key switch
            {
                { Shape: ListShape list } => ((IEnumerable)key.Get(scenario)!).Cast<object>().Select(item => $"  - {Flow(list.Item, item, vocabulary)}"),
                { Shape: MapShape } => Pairs(key, scenario, vocabulary).Select(pair => $"  {pair}"),
                _ => null,
            };
            text.Append(lines is null ? $" {value}\n" : $"\n{string.Concat(lines.Select(line => $"{line}\n"))}");
        }

        return text.ToString();
    }

    /// <summary>A key's value on one line; null if the section need not say it.</summary>
    private static string? ValueOf(ModelKey key, object section, ScenarioVocabulary vocabulary)
    {
        var value = key.Get(section);
        if (value is null || (!key.IsRequired && key.Shape is ScalarShape && value.Equals(key.DefaultValue)))
            return null;
        var text = key.Shape is MapShape ? Braced(Pairs(key, section, vocabulary)) : Flow(key.Shape, value, vocabulary);
        return text is "{}" or "[]" && key.DefaultValue is not null ? null : text;
    }

    private static string Flow(ValueShape shape, object value, ScenarioVocabulary vocabulary) => shape switch
    {
        ScalarShape scalar => Plain(scalar.Kind.Format(value)),
        SectionShape section => Section(section.Model, value, vocabulary),
        ListShape list => $"[{string.Join(", ", ((IEnumerable)value).Cast<object>().Select(item => Flow(list.Item, item, vocabulary)))}]",
        _ => throw new InvalidOperationException($"A mapping by name is written with its key, not as a {shape}."),
    };

    private static string Section(ModelType model, object section, ScenarioVocabulary vocabulary)
    {
        var given = model.Keys.Select(key => (key.Name, Value: ValueOf(key, section, vocabulary))).Where(pair => pair.Value is not null).ToList();
        if (section is StrategySection strategy)
            given.AddRange(strategy.Options.Select(option => (option.Key, (string?)Plain(Option(strategy.Name, option.Key, option.Value, vocabulary)))));
        return given is [var only] && only.Name == model.Shorthand ? only.Value! : Braced(given.Select(pair => $"{pair.Name}: {pair.Value}"));
    }

    // A mapping by name keeps its order; the metric decides how its range is written, which the range itself remembers.
    private static IEnumerable<string> Pairs(ModelKey key, object section, ScenarioVocabulary vocabulary)
    {
        var item = ((MapShape)key.Shape).Item;
        foreach (var pair in (IEnumerable)key.Get(section)!)
        {
            var (name, value) = ((string)pair.GetType().GetProperty("Key")!.GetValue(pair)!, pair.GetType().GetProperty("Value")!.GetValue(pair)!);
            yield return $"{Plain(name)}: {Flow(item, value, vocabulary)}";
        }
    }

    private static string Option(string strategy, string name, string value, ScenarioVocabulary vocabulary) =>
        vocabulary.OptionsOf(strategy, _ => null).FirstOrDefault(option => option.Name == name) is { Kind: StrategyOptionKind.Duration }
            ? DurationText.Format(TimeSpan.ParseExact(value, "c", null))
            : value;

    private static string Braced(IEnumerable<string> pairs) => string.Join(", ", pairs) is { Length: > 0 } inner ? $"{{ {inner} }}" : "{}";

    private static string Plain(string text) => PlainText().IsMatch(text) && text is not ("null" or "Null" or "NULL")
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    // Words of characters that mean nothing to YAML wherever they stand.
    [GeneratedRegex(@"\A[A-Za-z0-9+/(-]?[A-Za-z0-9_./%+()*;'-]*[A-Za-z0-9_./%)]([ ][A-Za-z0-9_./%+()'-]*[A-Za-z0-9_./%)])*\z")]
    private static partial Regex PlainText();
}
