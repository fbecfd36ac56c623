using System.Text.Json.Serialization;
using SkewLab.Verdicts.Results;

namespace SkewLab.Runners;

/// <summary>How requests, results and messages of runners are written: camelCase JSON, one line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunRequest))]
[JsonSerializable(typeof(RunnerMessage))]
[JsonSerializable(typeof(RunResult))]
public sealed partial class LabJson : JsonSerializerContext;
