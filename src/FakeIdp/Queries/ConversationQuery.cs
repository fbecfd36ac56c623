using System.Text.Json;

namespace SkewLab.FakeIdp.Queries;

/// <summary>What a query asks for: a page by its number, or the page at a cursor. Hits are counted from zero.</summary>
/// <param name="First">The first hit of the page.</param>
/// <param name="Size">How many hits a page holds at most.</param>
/// <param name="Page">The page, from 1.</param>
internal readonly record struct ConversationQuery(long First, int Size, int Page)
{
    public const int DefaultSize = 25;
    public const int MaximumSize = 100;

    /// <summary>Reads a body; null with a problem in words if it is no query. Never throws: bodies come from outside.</summary>
    public static ConversationQuery? Parse(ReadOnlyMemory<byte> body, ulong seed, out string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, seed, out problem);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // JSON of half a surrogate pair or of bytes that are no UTF-8 parses, and then cannot be read as text: an InvalidOperationException.
            problem = "The body is not JSON.";
            return null;
        }
    }

    private static ConversationQuery? Read(JsonElement body, ulong seed, out string problem)
    {
        problem = "The body must be a JSON object.";
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        problem = "paging must be an object.";
        if (!TryGet(body, "paging", JsonValueKind.Object, out var paging))
            return null;
        problem = $"paging.pageSize must be an integer from 1 to {MaximumSize}.";
        if (!TryGetInteger(paging, "pageSize", MaximumSize, out var size))
            return null;
        problem = "paging.pageNumber must be an integer from 1.";
        if (!TryGetInteger(paging, "pageNumber", int.MaxValue, out var number))
            return null;
        problem = "pageToken must be a string.";
        if (!TryGet(body, "pageToken", JsonValueKind.String, out var token))
            return null;
        problem = "Ask by paging.pageNumber or by pageToken, not by both.";
        var cursor = token?.GetString() is { Length: > 0 } text ? text : null;
        if (cursor is not null && number is not null)
            return null;
        var pageSize = size ?? DefaultSize;
        if (cursor is null)
            return new((long)pageSize * ((number ?? 1) - 1), pageSize, number ?? 1);
        problem = "pageToken is not one that this API gave.";
        return PageCursor.Read(cursor, seed) is var (first, page) ? new(first, pageSize, page) : null;
    }

    // What is null counts as left out.
    private static bool TryGet(JsonElement parent, string name, JsonValueKind kind, out JsonElement? value)
    {
        value = parent.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;
        return value is null || value.Value.ValueKind == kind;
    }

    private static bool TryGetInteger(JsonElement? parent, string name, int maximum, out int? value)
    {
        value = null;
        if (parent is null || !parent.Value.TryGetProperty(name, out var found) || found.ValueKind == JsonValueKind.Null)
            return true;
        if (found.ValueKind != JsonValueKind.Number || !found.TryGetInt32(out var number) || number < 1 || number > maximum)
            return false;
        value = number;
        return true;
    }
}
