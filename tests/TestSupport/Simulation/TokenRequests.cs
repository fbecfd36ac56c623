using System.Text.Json;
using SkewLab.ClientContract;

namespace SkewLab.TestSupport.Simulation;

/// <summary>Token requests of a test's client.</summary>
internal static class TokenRequests
{
    /// <summary>Gets an access token by the client's own credentials.</summary>
    public static async Task<string> GetAsync(ClientEnvironment environment, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        using var request = Of(environment);
        using var response = await send(request, CancellationToken.None).ConfigureAwait(false);
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
        return json.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>A request for an access token by the client's own credentials.</summary>
    public static HttpRequestMessage Of(ClientEnvironment environment) => new(HttpMethod.Post, environment.TokenEndpoint)
    {
        Content = new FormUrlEncodedContent(
            [new("grant_type", "client_credentials"), new("client_id", environment.ClientId), new("client_secret", environment.ClientSecret)]),
    };
}
