using System.Text;
using System.Text.Json;

namespace SkewLab.Client.Tokens;

/// <summary>What the token endpoint granted, checked (RFC 6749 section 5.1). It redacts itself.</summary>
internal sealed class TokenResponse
{
    private TokenResponse(string accessToken, long? expiresInSeconds, string? refreshToken)
    {
        AccessToken = accessToken;
        ExpiresInSeconds = expiresInSeconds;
        RefreshToken = refreshToken;
    }

    public string AccessToken { get; }

    /// <value>The life of the token from its issue; null when the answer does not say.</value>
    public long? ExpiresInSeconds { get; }

    /// <value>The refresh token that replaces the one presented; null keeps that one.</value>
    public string? RefreshToken { get; }

    /// <summary>Reads a granting answer. Answers null and the rule that was broken when it is none.</summary>
    public static TokenResponse? Parse(ReadOnlyMemory<byte> body, out string problem)
    {
        if (body.IsEmpty)
        {
            problem = "its answer is empty";
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(WithoutMark(body));
            return Read(json.RootElement, out problem);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            // The parser's message may quote the body, and the body may hold a token.
            problem = "its answer is not JSON";
            return null;
        }
    }

    /// <summary>Reads the <c>error</c> code of a refusing answer; null when there is none that is safe to repeat.</summary>
    public static string? ParseError(ReadOnlyMemory<byte> body) => ParseText(body, "error") is { } code && IsCode(code) ? code : null;

    /// <summary>Reads the refresh token of an answer that is no grant otherwise; null when there is none.</summary>
    public static string? ParseRefreshToken(ReadOnlyMemory<byte> body) => ParseText(body, "refresh_token") is { Length: > 0 } token ? token : null;

    public override string ToString() => $"a token for {ExpiresInSeconds?.ToString() ?? "an unknown number of"} s";

    private static TokenResponse? Read(JsonElement root, out string problem)
    {
        problem = "its answer is not a JSON object";
        if (root.ValueKind != JsonValueKind.Object)
            return null;

        problem = "access_token is not a non-empty string of visible ASCII";
        if (Text(root, "access_token") is not { Length: > 0 } accessToken || !accessToken.All(c => c is > ' ' and <= '~'))
            return null;

        problem = "token_type is not Bearer";
        if (!string.Equals(Text(root, "token_type"), "Bearer", StringComparison.OrdinalIgnoreCase))
            return null;

        problem = "expires_in is not a whole number of seconds above zero";
        long? expiresIn = null;
        if (root.TryGetProperty("expires_in", out var value) && value.ValueKind != JsonValueKind.Null)
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var seconds) || seconds <= 0)
                return null;
            expiresIn = seconds;
        }

        problem = "refresh_token is not a non-empty string";
        var refreshToken = Text(root, "refresh_token");
        if (root.TryGetProperty("refresh_token", out var renewed) && renewed.ValueKind != JsonValueKind.Null && refreshToken is not { Length: > 0 })
            return null;

        problem = "";
        return new TokenResponse(accessToken, expiresIn, refreshToken);
    }

    private static string? ParseText(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(WithoutMark(body));
            return json.RootElement.ValueKind == JsonValueKind.Object ? Text(json.RootElement, name) : null;
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable))
        {
            return null;
        }
    }

    // RFC 8259 section 8.1 lets a reader pass over a byte order mark.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;

    // A name that is no text, such as half of a surrogate pair, is noticed only when another is looked for.
    private static bool IsUnreadable(Exception exception) => exception is JsonException or InvalidOperationException;

    // Null also for a string that is no text, such as half of a surrogate pair: reading that one throws.
    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // All registered codes are small letters and underscores; a server that echoes something else may be echoing a secret.
    private static bool IsCode(string code) => code.Length is > 0 and <= 40 && code.All(c => c is (>= 'a' and <= 'z') or '_');
}
