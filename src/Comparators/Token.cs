using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SkewLab.Comparators;

/// <summary>An access token as the answer brought it.</summary>
/// <param name="Value">The token.</param>
/// <param name="ExpiresIn">What <c>expires_in</c> says; null if the answer has none.</param>
internal sealed record Token(string Value, TimeSpan? ExpiresIn)
{
    /// <value>The same object for each call: making it once is cheaper.</value>
    public AuthenticationHeaderValue Header { get; } = new("Bearer", Value);

    /// <value>What <c>expires_in</c> says.</value>
    /// <exception cref="KeyNotFoundException">The answer has none, as a Python dictionary would say.</exception>
    public TimeSpan Lifetime => ExpiresIn ?? throw new KeyNotFoundException("expires_in");
}

/// <summary>What came back from the token endpoint.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal readonly record struct TokenAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>Reads the token, whatever the status says.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="KeyNotFoundException">There is no <c>access_token</c>, as a Python dictionary would say.</exception>
    public Token Read()
    {
        using var json = JsonDocument.Parse(Body);
        var hasExpiresIn = json.RootElement.TryGetProperty("expires_in", out var expiresIn);
        return new(json.RootElement.GetProperty("access_token").GetString() ?? "", hasExpiresIn ? TimeSpan.FromSeconds(expiresIn.GetInt64()) : null);
    }

    /// <summary>Reads the token of a 200, and raises on every other status.</summary>
    /// <param name="failure">What the article calls the failure; the status follows it.</param>
    /// <exception cref="HttpRequestException">The status is not 200.</exception>
    public Token ReadOrRaise(string failure) =>
        Status == HttpStatusCode.OK ? Read() : throw new HttpRequestException($"{failure}: {(int)Status}", inner: null, Status);
}
