using System.Text.Json;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>A token's claims with some of them replaced, taken away or added.</summary>
internal static class ChangedClaims
{
    /// <summary>The claims that a JWT carries: those of the IdP, but for what <paramref name="changes"/> says; null takes a claim away.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Of(IEnumerable<KeyValuePair<string, object>> claims, IReadOnlyDictionary<string, JsonElement> changes) =>
        claims.Where(claim => !changes.ContainsKey(claim.Key))
            .Concat(changes.Where(change => change.Value.ValueKind != JsonValueKind.Null).Select(change => KeyValuePair.Create(change.Key, Plain(change.Value)!)));

    /// <summary>What the IdP remembers of a time that may have been changed: null where the claim is gone, or no instant that a clock can read.</summary>
    public static DateTimeOffset? TimeOf(string claim, IReadOnlyDictionary<string, JsonElement>? changes, DateTimeOffset? otherwise)
    {
        if (changes is null || !changes.TryGetValue(claim, out var json))
            return otherwise;
        // A NumericDate may have a fraction (RFC 7519 section 2).
        return json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var seconds)
            && seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.UnixEpoch + new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    // What writes the JWT knows plain values only.
    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(field => field.Name, field => Plain(field.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        _ => null,
    };
}
