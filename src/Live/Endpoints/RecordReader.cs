using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Reads JSON into the control API's records, and names each mistake with its place. The serializer would name neither the rule nor the
/// value.</summary>
internal static class RecordReader
{
    /// <exception cref="ControlProblem">A field is not what it should be, stands twice or is one that nobody knows.</exception>
    public static T Read<T>(JsonElement json)
        where T : class => (T)ReadObject(json, ControlJson.Options.GetTypeInfo(typeof(T)), "");

    private static object ReadObject(JsonElement json, JsonTypeInfo type, string place)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new ControlProblem(400, "This is a JSON object.", place.Length > 0 ? place : null, json.GetRawText());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject())
        {
            if (!seen.Add(field.Name))
                throw new ControlProblem(400, "A field stands once.", PlaceOf(place, field.Name), field.Value.GetRawText());
        }

        return type.Kind == JsonTypeInfoKind.Dictionary ? ReadDictionary(json, type.ElementType!, place) : ReadRecord(json, type, place);
    }

    private static object ReadRecord(JsonElement json, JsonTypeInfo type, string place)
    {
        var record = type.CreateObject!();
        foreach (var field in json.EnumerateObject())
        {
            var here = PlaceOf(place, field.Name);
            var property = type.Properties.FirstOrDefault(property => property.Name == field.Name)
                ?? throw new ControlProblem(
                    400, $"There is no such field; there are {string.Join(", ", type.Properties.Select(known => known.Name))}.", here, field.Value.GetRawText());
            // A null is a field that is not there.
            if (field.Value.ValueKind != JsonValueKind.Null)
                property.Set!(record, ReadProperty(field.Value, property, here));
        }

        return record;
    }

    private static IDictionary ReadDictionary(JsonElement json, Type element, string place)
    {
        var values = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var field in json.EnumerateObject())
            values.Add(field.Name, ReadElement(field.Value, element, PlaceOf(place, field.Name)));
        return values;
    }

    private static object ReadElement(JsonElement json, Type type, string place)
    {
        if (type == typeof(JsonElement))
            return json;
        if (type != typeof(string))
            return ReadObject(json, ControlJson.Options.GetTypeInfo(type), place);
        // No header is one without a value.
        return json.ValueKind == JsonValueKind.Null ? "" : FieldReader.Text(json) ?? throw ControlProblem.Of("This is text.", place, json);
    }

    private static object ReadProperty(JsonElement json, JsonPropertyInfo property, string place)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (FieldReader.Find(type) is { } reader)
            return reader.Read(json, type, property.AttributeProvider as MemberInfo ?? throw new ArgumentException($"{place} is no member."), place);
        return ReadObject(json, ControlJson.Options.GetTypeInfo(type), place);
    }

    private static string PlaceOf(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";
}
