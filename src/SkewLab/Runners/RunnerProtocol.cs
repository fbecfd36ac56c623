using System.Text.Json;

namespace SkewLab.Runners;

/// <summary>What parent and runner agree on: one JSON object a line, with its <c>kind</c> and the version of this agreement.</summary>
internal static class RunnerProtocol
{
    /// <summary>Raised when a line changes its meaning. Parent and runner refuse each other's lines unless it is the same.</summary>
    public const int Version = 1;

    /// <summary>The version a line was written in; null where it is no line of the protocol at all.</summary>
    public static int? VersionOf(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var isVersioned = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("protocol", out _);
            return isVersioned && root.GetProperty("protocol").TryGetInt32(out var number) ? number : null;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The line of a request.</summary>
    public static string LineOf(RunnerRequest request) => JsonSerializer.Serialize(request, LabJson.Default.RunnerRequest);

    /// <summary>The message of a line; null where it is none.</summary>
    public static RunnerMessage? MessageOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LabJson.Default.RunnerMessage);
        }
        catch (Exception none) when (none is JsonException or NotSupportedException)
        {
            // A line without a kind asks for an abstract message, which is not supported.
            return null;
        }
    }
}
