using SkewLab.ClientContract;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Yaml;

namespace SkewLab.Scenarios.Binding;

/// <summary>Reads the options of one strategy. Which there are is known only when the section's name is read, so the keys are collected first.</summary>
/// <param name="vocabulary">The strategies and their options.</param>
/// <param name="file">Where problems go.</param>
/// <param name="path">The section.</param>
internal sealed class StrategyOptionBinder(ScenarioVocabulary vocabulary, BoundFile file, string path)
{
    private readonly List<(YamlScalar Key, YamlNode Value)> _given = [];

    internal void Add(YamlScalar key, YamlNode value) => _given.Add((key, value));

    /// <summary>The options in their normal form; those that are wrong are reported and left out.</summary>
    /// <param name="strategy">The strategy's name; null or unknown if that was wrong already: then nothing can be said of its options.</param>
    /// <param name="others">The keys that any strategy may have.</param>
    internal IReadOnlyDictionary<string, string> Bind(string? strategy, IReadOnlyList<string> others)
    {
        var bound = new OrderedDictionary<string, string>();
        if (strategy is null || !vocabulary.Strategies.Contains(strategy)) return bound;
        var known = vocabulary.OptionsOf(strategy, name => (_given.FirstOrDefault(given => given.Key.Text == name).Value as YamlScalar)?.Text);
        foreach (var (key, node) in _given)
        {
            if (known.FirstOrDefault(option => option.Name == key.Text) is not { } option)
            {
                string[] names = [.. others, .. known.Select(one => one.Name)];
                file.ReportAt(key.Position, path, $"'{key.Text}' is no option of {strategy}{(known.Count == 0 ? ", which has none; " : "; ")}{Suggestion.For(key.Text, names, "keys here")}");
                continue;
            }
            if (Read(option, node, ScenarioPath.Key(path, option.Name), vocabulary.InnerStrategies.GetValueOrDefault(strategy, [])) is { } value) bound[option.Name] = value;
        }
        return bound;
    }

    private string? Read(StrategyOptionAttribute option, YamlNode node, string optionPath, IReadOnlyList<string> inner)
    {
        var kind = KindOf(option.Kind);
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            file.Refuse(node.Position, optionPath, $"one value such as '{(option.DefaultValue.Length > 0 ? option.DefaultValue : kind.Example)}' belongs here.");
            return null;
        }
        var problem = !kind.TryParse(scalar.Text, out var value, out var unreadable) ? unreadable
            : option is { Min: { } min, Max: { } max } && !kind.IsWithin(value, min, max) ? $"is outside {min} to {max}."
            : option.Kind == StrategyOptionKind.Name && !inner.Contains(scalar.Text) ? $"is no strategy that this one can be put over; {Suggestion.For(scalar.Text, inner, "strategies it can")}"
            : null;
        if (problem is not null)
        {
            file.Refuse(scalar.Position, optionPath, $"'{scalar.Text}' {problem}");
            return null;
        }
        return value is TimeSpan duration ? duration.ToString("c") : kind.Format(value);
    }

    internal static ScalarKind KindOf(StrategyOptionKind kind) => kind switch
    {
        StrategyOptionKind.Duration => DurationKind.Instance,
        StrategyOptionKind.Count => new WholeNumberKind(typeof(int)),
        StrategyOptionKind.Switch => TrueOrFalseKind.Instance,
        StrategyOptionKind.Name => TextKind.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of option."),
    };
}
