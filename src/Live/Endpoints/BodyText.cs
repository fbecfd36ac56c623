using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SkewLab.Testing.Endpoints;

/// <summary>Reads a request's body as JSON.</summary>
internal static class BodyText
{
    // A control request is a handful of fields.
    private const int LargestBody = 64 * 1024;

    /// <returns>The JSON; null where there is no body.</returns>
    /// <exception cref="ControlProblem">It is too long, no JSON, or not said to be JSON.</exception>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        var buffer = new byte[LargestBody + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted)
            .ConfigureAwait(false);
        if (length > LargestBody)
            throw new ControlProblem(413, $"A body has at most {LargestBody} bytes.");
        if (length == 0)
            return null;
        if (!request.HasJsonContentType())
            throw new ControlProblem(415, "Send Content-Type: application/json.", "Content-Type", request.ContentType);
        try
        {
            var json = JsonElement.Parse(buffer.AsSpan(0, length));
            ReadTexts(json);
            return json;
        }
        catch (InvalidOperationException)
        {
            throw new ControlProblem(400, "The body holds text that is no Unicode: half a surrogate pair.");
        }
        catch (JsonException broken)
        {
            throw new ControlProblem(400, $"The body is no JSON: {broken.Message}");
        }
    }

    // A parser takes an escape such as \ud800 alone; whoever reads that text then fails.
    private static void ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            json.GetString();
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                ReadTexts(item);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in json.EnumerateObject())
            {
                _ = field.Name;
                ReadTexts(field.Value);
            }
        }
    }
}
