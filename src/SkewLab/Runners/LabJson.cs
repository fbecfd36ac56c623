using System.Text.Json.Serialization;

namespace SkewLab.Runners;

/// <summary>How the lines between a parent and its runner are written: camelCase JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunnerRequest))]
[JsonSerializable(typeof(RunnerMessage))]
public sealed partial class LabJson : JsonSerializerContext;
