using System.Text.Json;
using System.Text.Json.Serialization;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>The results as one JSON document; docs/results.md defines it.</summary>
internal static class JsonReport
{
    /// <summary>Writes the document.</summary>
    public static void Write(string file, IReadOnlyList<RunResult> results)
    {
        using var stream = File.Create(file);
        JsonSerializer.Serialize(stream, new ResultDocument(1, Tool.NameAndVersion, results), ResultJson.Default.ResultDocument);
    }
}

/// <param name="SchemaVersion">Raised when a field changes its meaning or goes.</param>
/// <param name="Tool">Name and version.</param>
/// <param name="Results">One per scenario and strategy.</param>
internal sealed record ResultDocument(int SchemaVersion, string Tool, IReadOnlyList<RunResult> Results);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultDocument))]
internal sealed partial class ResultJson : JsonSerializerContext;
