using System.Text;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios;

/// <summary>The table of every key, for docs/scenarios.md. It is made from the model that reads scenarios.</summary>
public static class ScenarioReference
{
    /// <summary>The table as Markdown, one row for each key in the order of the model, without a line break at its end.</summary>
    public static string Markdown()
    {
        var table = new StringBuilder("| key | value | default | range | meaning |\n|---|---|---|---|---|");
        Section(table, ModelType.Of(typeof(Scenario)), "");
        return table.ToString();
    }

    private static void Section(StringBuilder table, ModelType model, string path)
    {
        foreach (var key in model.Keys)
        {
            var keyPath = path + key.Name;
            table.Append($"\n| `{keyPath}` | {Value(key)} | {Default(key)} | {(key.Bounds is { } bounds ? $"{bounds.Min} to {bounds.Max}" : "")} | {key.Description} |");
            var (inner, suffix) = key.Shape switch
            {
                ListShape list => (list.Item, "[]"),
                MapShape map => (map.Item, ".NAME"),
                var shape => (shape, ""),
            };
            if (inner is SectionShape section) Section(table, section.Model, $"{keyPath}{suffix}.");
        }
        if (model.Options is { } options) table.Append($"\n| `{path}OPTION` | as the option | the option's |  | {options.Description} |");
    }

    private static string Value(ModelKey key) => key.Shape switch
    {
        ScalarShape when key.Names is { } kind => NameKinds.WordsOf(kind).One,
        ScalarShape { Kind: EnumKind words } => string.Join(", ", words.Words.Select(word => $"`{word}`")),
        ScalarShape scalar => scalar.Kind.Name,
        SectionShape { Model.Shorthand: { } shorthand } section => $"{Value(section.Model.Find(shorthand)!)}, or a mapping",
        SectionShape => "mapping",
        ListShape { Item: ScalarShape } when key.Names is { } kind => $"list of: {NameKinds.WordsOf(kind).One}",
        ListShape { Item: SectionShape { Model.Shorthand: { } shorthand } section } => $"list of: {Value(section.Model.Find(shorthand)!)}, or a mapping",
        ListShape => "list of mappings",
        _ when key.Names is { } kind => $"ranges by {NameKinds.WordsOf(kind).One}",
        _ => "mappings by name",
    };

    private static string Default(ModelKey key) => key.IsRequired ? "required" : key.Default is not { } text || text.Length == 0 ? "" : key.IsDefaultInWords ? text : $"`{text}`";
}
