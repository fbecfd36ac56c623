using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkewLab.ClientContract;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios;

/// <summary>The JSON schema of scenario files, for editors. It is made from the model that reads them, so it cannot fall behind.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the schema, draft 2020-12, as indented JSON text that ends with a line break.</summary>
    /// <param name="vocabulary">The names to offer for strategies, presets, profiles and metrics; null allows any name.</param>
    /// <remarks>
    /// Every valid scenario whose counts and claims are written without quotes satisfies the schema. It cannot know what one key says about another
    /// (a node beyond <c>nodes</c>, say) or compare durations: <see cref="ScenarioFile"/> does.
    /// </remarks>
    public static string Create(ScenarioVocabulary? vocabulary = null)
    {
        var root = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = "SkewLab scenario" };
        foreach (var (name, value) in Section(ModelType.Of(typeof(Scenario)), vocabulary).ToArray()) root[name] = value!.DeepClone();
        return root.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Section(ModelType model, ScenarioVocabulary? vocabulary)
    {
        var properties = new JsonObject();
        foreach (var key in model.Keys) properties[key.Name] = Key(key, vocabulary);
        var section = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = model.Options is not null };
        if (model.Keys.Any(key => key.IsRequired)) section["required"] = Words(model.Keys.Where(key => key.IsRequired).Select(key => key.Name));
        if (model.Alternatives.Any())
            section["oneOf"] = new JsonArray([.. model.Alternatives.Select(key => new JsonObject { ["required"] = Words([key.Name]) })]);
        // The editor shows both ways to write it: one value, or the mapping.
        if (model.Shorthand is { } shorthand) return new JsonObject { ["anyOf"] = new JsonArray(Key(model.Find(shorthand)!, vocabulary), section) };
        return section;
    }

    private static JsonObject Key(ModelKey key, ScenarioVocabulary? vocabulary)
    {
        var schema = Shape(key, key.Shape, vocabulary);
        schema["description"] = key.Description;
        if (key.Shape is ScalarShape && key.Default is { } text && !key.IsDefaultInWords) schema["default"] = Plain(schema, text);
        return schema;
    }

    private static JsonObject Shape(ModelKey key, ValueShape shape, ScenarioVocabulary? vocabulary) => shape switch
    {
        ScalarShape { Kind: TextKind } when key.Names is { } names && vocabulary is not null => new() { ["enum"] = Words(vocabulary.Names(names)) },
        ScalarShape scalar => scalar.Kind.Schema(key.Bounds),
        SectionShape { Model.Options: not null } section when vocabulary is not null => Strategies(section.Model, vocabulary),
        SectionShape section => Section(section.Model, vocabulary),
        ListShape list => new() { ["type"] = "array", ["items"] = Shape(key, list.Item, vocabulary) },
        MapShape when key.Names == NameKind.Metric && vocabulary is not null => Metrics(vocabulary),
        MapShape map => new() { ["type"] = "object", ["additionalProperties"] = Shape(key, map.Item, vocabulary) },
        _ => throw new InvalidOperationException($"No schema for {shape}."),
    };

    /// <summary>A name alone, or a mapping for each strategy with the options it has.</summary>
    private static JsonObject Strategies(ModelType model, ScenarioVocabulary vocabulary)
    {
        var forms = new JsonArray(Key(model.Find(model.Shorthand!)!, vocabulary));
        foreach (var strategy in vocabulary.Names(NameKind.Strategy))
        {
            var properties = new JsonObject();
            foreach (var key in model.Keys) properties[key.Name] = Key(key, vocabulary);
            properties[model.Shorthand!] = new JsonObject { ["const"] = strategy };
            var options = vocabulary.StrategyOptions.GetValueOrDefault(strategy, []);
            foreach (var option in options) properties[option.Name] = Option(option, vocabulary.InnerStrategies.GetValueOrDefault(strategy, []));
            var takesMore = options.Any(option => option.Kind == StrategyOptionKind.Name);
            forms.Add(new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = Words([model.Shorthand!]), ["additionalProperties"] = takesMore });
        }
        return new JsonObject { ["anyOf"] = forms };
    }

    private static JsonObject Option(StrategyOptionAttribute option, IReadOnlyList<string> inner)
    {
        var bounds = option is { Min: { } min, Max: { } max } ? new BoundsAttribute(min, max) : null;
        var schema = option.Kind == StrategyOptionKind.Name ? new JsonObject { ["enum"] = Words(inner) } : StrategyOptionBinder.KindOf(option.Kind).Schema(bounds);
        schema["description"] = option.Description;
        if (option.DefaultValue.Length > 0) schema["default"] = Plain(schema, option.DefaultValue);
        return schema;
    }

    private static JsonObject Metrics(ScenarioVocabulary vocabulary)
    {
        var properties = new JsonObject();
        foreach (var name in vocabulary.Names(NameKind.Metric)) properties[name] = new MetricRangeKind(vocabulary.Metrics[name]).Schema(null);
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    /// <summary>A default as YAML tools see it: counts and claims are no strings.</summary>
    private static JsonNode Plain(JsonObject schema, string text) =>
        schema["type"]?.GetValueKind() == JsonValueKind.String && (string?)schema["type"] is "integer" or "boolean" ? JsonNode.Parse(text)! : text;

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(word => (JsonNode)word)]);
}
