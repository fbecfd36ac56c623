using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>The JSON schemas of the control API's records: their fields, with the rules and descriptions that stand at them.</summary>
internal static class RecordSchema
{
    private static readonly JsonSchemaExporterOptions Exporter = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static JsonNode Of(Type type) =>
        type == typeof(JsonObject) ? new JsonObject { ["type"] = "object" } : ControlJson.Options.GetJsonSchemaAsNode(type, Exporter);

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var schema = node as JsonObject ?? [];
        if (type == typeof(TimeSpan))
            schema["type"] = "string";
        // A null is a field that is not there.
        if (schema["type"] is JsonArray types)
            schema["type"] = types.First(one => one!.GetValue<string>() != "null")!.DeepClone();
        if (schema["enum"] is JsonArray words)
            schema["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            schema["additionalProperties"] = false;
        if (context.PropertyInfo?.AttributeProvider is MemberInfo field)
            Describe(schema, type, field);
        // What has no rule is any JSON.
        return node is JsonValue && schema.Count == 0 ? node : schema;
    }

    private static void Describe(JsonObject schema, Type type, MemberInfo field)
    {
        if (field.IsDefined(typeof(TextOrJsonAttribute)))
            schema.Remove("type");
        if (field.GetCustomAttribute<RangeAttribute>() is { } range)
            Bound(schema, JsonSerializer.SerializeToNode(range.Minimum), JsonSerializer.SerializeToNode(range.Maximum));
        if (field.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            schema["enum"] = JsonSerializer.SerializeToNode(allowed.Values);
        var knob = field.DeclaringType?.GetCustomAttribute<DescribedByAttribute>()?.Type.GetProperty(field.Name);
        if (knob?.GetCustomAttribute<BoundsAttribute>() is { } bounds && type == typeof(int) && !field.IsDefined(typeof(DescriptionAttribute)))
            Bound(schema, JsonNode.Parse(bounds.Min), JsonNode.Parse(bounds.Max));
        if ((field.GetCustomAttribute<DescriptionAttribute>() ?? knob?.GetCustomAttribute<DescriptionAttribute>()) is { } description)
            schema["description"] = type == typeof(TimeSpan) ? $"{description.Description} A duration with its unit, for example 90s." : description.Description;
    }

    private static void Bound(JsonObject schema, JsonNode? least, JsonNode? most)
    {
        schema["minimum"] = least;
        schema["maximum"] = most;
    }
}
