using System.Text.Json;

namespace SkewLab.Simulation.Traffic;

/// <summary>What the API answers to the paged query.</summary>
/// <param name="Conversations">The identifiers on the page.</param>
/// <param name="NextPageToken">The cursor of the next page; null on the last.</param>
internal sealed record PageAnswer(IReadOnlyList<string> Conversations, string? NextPageToken)
{
    /// <summary>Reads an answer.</summary>
    /// <returns>Null if the call brought none, or one that is no page.</returns>
    public static PageAnswer? Read(CallResult result)
    {
        if (result.Status != 200)
            return null;
        try
        {
            using var json = JsonDocument.Parse(result.Answer);
            var root = json.RootElement;
            return new(
                [.. root.GetProperty("conversations").EnumerateArray().Select(one => one.GetProperty("conversationId").GetString() ?? "")],
                root.TryGetProperty("nextPageToken", out var token) ? token.GetString() : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
