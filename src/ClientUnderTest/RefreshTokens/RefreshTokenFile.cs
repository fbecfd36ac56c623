using System.Text.Json;

namespace SkewLab.Client.RefreshTokens;

/// <summary>What a refresh token file holds: <c>{"skewLabRefreshToken":1,"refreshToken":"…"}</c>. Another version or another file is not read.</summary>
internal static class RefreshTokenFile
{
    /// <summary>A file longer than this is none of ours.</summary>
    public const int LimitBytes = 256 * 1024;

    private const string VersionName = "skewLabRefreshToken";
    private const string TokenName = "refreshToken";

    /// <summary>The bytes of a file of version 1.</summary>
    public static byte[] Format(string refreshToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionName, 1);
            json.WriteString(TokenName, refreshToken);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The refresh token of a file of version 1; null when it is not of this form.</summary>
    public static string? Parse(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            var isOurs = root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(VersionName, out var version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number)
                && number == 1;
            var text = isOurs && root.TryGetProperty(TokenName, out var token) && token.ValueKind == JsonValueKind.String ? token.GetString() : null;
            return string.IsNullOrEmpty(text) ? null : text;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser's message may quote the file, and the file may hold a token.
            return null;
        }
    }
}
