using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SkewLab.TestingSample;

/// <summary>A client as many programs have one: it keeps its token until a minute before the end, by its own clock. Yours stands here.</summary>
/// <param name="http">Reaches IdP and API.</param>
/// <param name="time">Its own clock.</param>
/// <param name="tokenEndpoint">The IdP's.</param>
/// <param name="clientId">Its identifier.</param>
/// <param name="clientSecret">Its secret.</param>
public sealed class VoiceClient(HttpClient http, TimeProvider time, Uri tokenEndpoint, string clientId, string clientSecret)
{
    private string? _token;
    private DateTimeOffset _renewAt;

    /// <summary>Asks for the voice conversations.</summary>
    /// <returns>The answer's status.</returns>
    public async Task<HttpStatusCode> GetConversationsAsync()
    {
        if (_token is null || time.GetUtcNow() >= _renewAt)
            await RenewAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v2/conversations/voice");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task RenewAsync()
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = clientSecret };
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(tokenEndpoint, content);
        answer.EnsureSuccessStatusCode();
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        _token = json.GetProperty("access_token").GetString();
        _renewAt = time.GetUtcNow().AddSeconds(json.GetProperty("expires_in").GetInt32() - 60);
    }
}
