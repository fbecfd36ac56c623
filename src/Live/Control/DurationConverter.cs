using System.Text.Json;
using System.Text.Json.Serialization;
using SkewLab.Scenarios.Values;

namespace SkewLab.Testing.Control;

/// <summary>Durations as text with a unit: <c>1m30s</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return DurationText.Parse(reader.GetString() ?? "");
        }
        catch (Exception problem) when (problem is FormatException or InvalidOperationException)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(DurationText.Format(value));
}
