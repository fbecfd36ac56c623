using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Scenarios.Yaml;

namespace SkewLab.Scenarios.Binding;

/// <summary>Fills the model from a YAML tree, and reports everything that does not fit. What does not fit stays at its default, so that the rest can still be checked.</summary>
internal sealed class ScenarioBinder(ScenarioVocabulary vocabulary, BoundFile file)
{
    private static readonly ModelType Root = ModelType.Of(typeof(Scenario));

    internal Scenario Bind(YamlNode root)
    {
        file.Found("", root);
        return (Scenario)Section(Root, root, "");
    }

    private object Section(ModelType model, YamlNode node, string path)
    {
        var section = model.New();
        if (node is YamlScalar { IsNull: false } scalar && model.Shorthand is { } shorthand)
        {
            // The path stays that of the section: the key is not in the file.
            var key = model.Find(shorthand)!;
            if (Value(key, key.Shape, scalar, path) is { } bound) key.Set(section, bound);
            return section;
        }
        if (node is not YamlMapping mapping)
        {
            WrongKind(node, path, $"a mapping with the keys {string.Join(", ", model.Names)}");
            return section;
        }

        var options = model.Options is null ? null : new StrategyOptionBinder(vocabulary, file, path);
        var misspelt = new HashSet<string>();
        foreach (var (name, value) in Distinct(mapping, path))
        {
            var keyPath = ScenarioPath.Key(path, name.Text);
            if (model.Find(name.Text) is { } key)
            {
                file.Found(keyPath, value, name.Position);
                if (Value(key, key.Shape, value, keyPath) is { } bound) key.Set(section, bound);
                continue;
            }
            if (options is not null)
            {
                file.Found(keyPath, value, name.Position);
                options.Add(name, value);
                continue;
            }
            if (Suggestion.Nearest(name.Text, [.. model.Names.Where(other => !mapping.Pairs.Any(pair => pair.Key.Text == other))]) is { } meant)
            {
                misspelt.Add(meant);
                file.MarkUnsound(ScenarioPath.Key(path, meant));
            }
            file.ReportAt(name.Position, path, $"unknown key '{name.Text}'; {Suggestion.For(name.Text, model.Names, "keys here")}");
        }
        foreach (var key in model.Keys.Where(key => key.IsRequired && !misspelt.Contains(key.Name) && !mapping.Pairs.Any(pair => pair.Key.Text == key.Name)))
        {
            file.ReportAt(mapping.Position, path, $"the key '{key.Name}' is missing; write it as in '{key.Name}: {key.Example}'.");
            file.MarkUnsound(ScenarioPath.Key(path, key.Name));
        }
        if (section is StrategySection strategy && options is not null) model.Options!.Set(section, options.Bind(strategy.Name, model.Names));
        return section;
    }

    private object? Value(ModelKey key, ValueShape shape, YamlNode node, string path) => shape switch
    {
        ScalarShape scalar => Scalar(key, scalar.Kind, node, path),
        SectionShape section => Section(section.Model, node, path),
        ListShape list => List(key, list, node, path),
        MapShape map => Map(key, map, node, path),
        _ => throw new InvalidOperationException($"No binding for {shape}."),
    };

    private object? Scalar(ModelKey key, ScalarKind kind, YamlNode node, string path)
    {
        if (node is not YamlScalar { IsNull: false } scalar)
        {
            WrongKind(node, path, $"one value such as '{key.Example ?? kind.Example}'");
            return null;
        }
        var problem = kind.TryParse(scalar.Text, out var value, out var unreadable) ? Misfit(key, kind, value) : unreadable;
        if (problem is null)
        {
            if (kind.Warning(scalar.Text) is { } warning)
                file.Warn(scalar.Position, path, $"'{scalar.Text}' {warning}");
            return value;
        }
        file.Refuse(scalar.Position, path, $"'{scalar.Text}' {problem}");
        return null;
    }

    /// <summary>Why a value that could be read does not fit its key; null if it does.</summary>
    private string? Misfit(ModelKey key, ScalarKind kind, object value) =>
        key.Bounds is { } bounds && !kind.IsWithin(value, bounds.Min, bounds.Max) ? $"{(value is Distribution { ConstantValue: null } ? "reaches" : "is")} outside {bounds.Min} to {bounds.Max}."
        : value is string name && key.Names is { } names ? UnknownName(names, name)
        : null;

    private Array List(ModelKey key, ListShape shape, YamlNode node, string path)
    {
        if (node is not YamlSequence sequence)
        {
            WrongKind(node, path, key.Example is null ? "a list of entries" : $"a list such as [ {key.Example} ]");
            return Array.CreateInstance(shape.Item.Type, 0);
        }
        var items = Array.CreateInstance(shape.Item.Type, sequence.Items.Count);
        for (var i = 0; i < items.Length; i++)
        {
            var itemPath = ScenarioPath.Item(path, i);
            file.Found(itemPath, sequence.Items[i]);
            // An item that does not fit keeps its place, so that the others keep their numbers.
            items.SetValue(Value(key, shape.Item, sequence.Items[i], itemPath) ?? "", i);
        }
        return items;
    }

    private object Map(ModelKey key, MapShape shape, YamlNode node, string path)
    {
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), shape.Item.Type))!;
        if (node is not YamlMapping mapping)
        {
            WrongKind(node, path, $"a mapping by name (such as '{key.Example}')");
            return map;
        }
        foreach (var (name, value) in Distinct(mapping, path))
        {
            var itemPath = ScenarioPath.Key(path, name.Text);
            file.Found(itemPath, value, name.Position);
            if (key.Names is { } names && UnknownName(names, name.Text) is { } problem) file.ReportAt(name.Position, path, $"'{name.Text}' {problem}");
            var item = key.Names == NameKind.Metric && vocabulary.Metrics.TryGetValue(name.Text, out var unit) ? new ScalarShape(shape.Item.Type, new MetricRangeKind(unit)) : shape.Item;
            if (Value(key, item, value, itemPath) is { } bound) map[name.Text] = bound;
        }
        return map;
    }

    private string? UnknownName(NameKind kind, string name)
    {
        var names = vocabulary.Names(kind);
        var (one, many) = NameKinds.WordsOf(kind);
        return names.Contains(name) ? null : $"is not a known {one}; {Suggestion.For(name, names, many)}";
    }

    /// <summary>The pairs whose key occurs for the first time; the others are errors.</summary>
    private IEnumerable<(YamlScalar Key, YamlNode Value)> Distinct(YamlMapping mapping, string path)
    {
        var first = new Dictionary<string, int>();
        foreach (var pair in mapping.Pairs)
        {
            if (first.TryAdd(pair.Key.Text, pair.Key.Position.Line)) yield return pair;
            else file.ReportAt(pair.Key.Position, path, $"the key '{pair.Key.Text}' is given twice; the first is on line {first[pair.Key.Text]}.");
        }
    }

    private void WrongKind(YamlNode node, string path, string wanted)
    {
        file.MarkUnsound(path);
        var found = node switch
        {
            YamlScalar { IsNull: true } => "nothing is given",
            YamlScalar scalar => $"'{scalar.Text}' stands",
            YamlSequence => "a list stands",
            YamlMapping => "a mapping stands",
            _ => null,
        };
        if (found is not null) file.Refuse(node.Position, path, $"{found} where {wanted} belongs.");
    }
}
