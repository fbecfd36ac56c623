using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SkewLab.Interop.Tests;

/// <summary>An isolated lab on the server, and what tests do to it from outside.</summary>
/// <param name="http">What reaches the server.</param>
/// <param name="url">The lab's address: the one thing that a client is told.</param>
/// <param name="httpsUrl">The same by HTTPS.</param>
internal sealed class World(HttpClient http, string url, string httpsUrl)
{
    /// <summary>The lab's address, without a slash at its end.</summary>
    public string Url => url;

    /// <summary>The lab's address by HTTPS, without a slash at its end.</summary>
    public string HttpsUrl => httpsUrl;

    /// <summary>Sends a control request.</summary>
    public Task<JsonElement> ControlAsync(string method, string path, string? body = null) =>
        SendAsync(http, new HttpMethod(method), new Uri($"{url}/_skewlab/{path}"), body);

    /// <summary>Adds the web client that asks for codes.</summary>
    public Task AddWebClientAsync() => ControlAsync("POST", "clients", """{"id":"web","secret":"web-secret","redirectUris":["http://127.0.0.1/callback"]}""");

    /// <summary>What a clock of the lab reads.</summary>
    public async Task<DateTimeOffset> ClockAsync(string name) => (await ControlAsync("GET", "clocks")).GetProperty(name).GetProperty("now").GetDateTimeOffset();

    /// <summary>Gets a token as the lab's own client.</summary>
    public async Task<string> NewTokenAsync()
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "app", ["client_secret"] = "app-secret" });
        using var answer = await http.PostAsync(new Uri($"{url}/oauth/token"), form);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Sends a token to the API.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> GetAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{url}/api/v2/users/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Every request so far.</summary>
    public async Task<IReadOnlyList<Entry>> JournalAsync()
    {
        List<Entry> all = [];
        for (var page = await ReadAsync("journal?limit=1000"); page.Entries.Count > 0; page = await ReadAsync($"journal?limit=1000&since={page.Next}"))
            all.AddRange(page.Entries);
        return all;
    }

    /// <summary>Reads the journal until it holds what is asked for; waiting is the lab's.</summary>
    public async Task WaitForAsync(Func<Entry, bool> counts, int times)
    {
        for (var (since, seen) = (0L, 0); seen < times;)
        {
            var page = await ReadAsync($"journal?since={since}&limit=1000&wait=60s");
            seen += page.Entries.Count(counts);
            since = page.Next;
        }
    }

    internal static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, Uri address, string? body)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {address} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    private async Task<(IReadOnlyList<Entry> Entries, long Next)> ReadAsync(string path)
    {
        var page = await ControlAsync("GET", path);
        return ([.. page.GetProperty("entries").EnumerateArray().Select(Entry.Of)], page.GetProperty("next").GetInt64());
    }
}

/// <summary>A line of the journal.</summary>
internal sealed record Entry(string Node, string Path, int Status, string? GrantType, string? Cause, string? Sentence)
{
    public static Entry Of(JsonElement json) =>
        new(
            Text(json, "node")!,
            Text(json, "path")!,
            json.GetProperty("status").GetInt32(),
            Text(json, "grantType"),
            Text(json, "cause"),
            Text(json, "sentence"));

    /// <summary>Whether it is a token that was asked for by a refresh token.</summary>
    public bool IsRefresh => GrantType == "refresh_token";

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
