using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace SkewLab.Comparators;

/// <summary>
/// Reads the times of a JWT without looking at its signature, as <c>jwt.decode(token, options={"verify_signature": False})</c> does: times are read, not
/// judged.
/// </summary>
/// <param name="IssuedAt">The claim <c>iat</c>; null if there is none, or a zero, which the articles take alike.</param>
/// <param name="ExpiresAt">The claim <c>exp</c>; null if there is none.</param>
internal readonly record struct UnverifiedJwt(DateTimeOffset? IssuedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads a token.</summary>
    /// <exception cref="FormatException">It is no JWT: an opaque token.</exception>
    public static UnverifiedJwt Decode(string accessToken) =>
        TryDecode(accessToken) ?? throw new FormatException("Failed to decode token claims: the token is no JWT.");

    /// <summary>Reads a token; null if it is no JWT.</summary>
    public static UnverifiedJwt? TryDecode(string accessToken)
    {
        var parts = accessToken.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
            return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(parts[1])));
            return claims.RootElement.ValueKind == JsonValueKind.Object
                ? new(
                    Seconds(claims.RootElement, "iat") is { } iat and not 0 ? DateTimeOffset.FromUnixTimeSeconds(iat) : null,
                    Time(Seconds(claims.RootElement, "exp")))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Seconds(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds) ? seconds : null;

    private static DateTimeOffset? Time(long? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds(value) : null;
}
