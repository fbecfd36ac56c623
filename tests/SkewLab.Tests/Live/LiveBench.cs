using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Timeline;
using SkewLab.Testing;
using SkewLab.Testing.Options;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>A live lab without sockets, on a clock that stands until a test moves it.</summary>
internal sealed class LiveBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private LiveBench(HandClock time, Lab lab)
    {
        Time = time;
        Lab = lab;
        Client = new(lab.CreateHandler()) { BaseAddress = new Uri("http://localhost/") };
    }

    public HandClock Time { get; }

    public Lab Lab { get; }

    public HttpClient Client { get; }

    public static async Task<LiveBench> StartAsync(int nodes = 2, string? token = null, params TimelineEntry[] timeline)
    {
        var time = new HandClock(Noon);
        var options = new LabOptions { Time = time, Control = true, ControlToken = token, Timeline = timeline, TimelineSeed = 7 };
        options.Api.Nodes = nodes;
        options.Idp.Settings = new() { Algorithm = SigningAlgorithm.ES256 };
        // Without xunit's synchronization context, which the timeline would go on in: whenever that gets round to it.
        return new(time, await Task.Run(() => Lab.StartAsync(options, default)));
    }

    /// <summary>Moves reference time. Whoever waited for it has gone on when this returns: a pool thread has no context to be sent to.</summary>
    public void Advance(TimeSpan by) => Task.Run(() => Time.Advance(by)).GetAwaiter().GetResult();

    public async Task<(int Status, JsonElement Json)> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(text.Length == 0 ? null : (int)answer.StatusCode < 400 ? "application/json"
            : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public async Task<string> NewTokenAsync(string at = "")
    {
        using var answer = await Client.PostAsync(new Uri($"{at}oauth/token", UriKind.Relative), new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "app", ["client_secret"] = "app-secret" }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("access_token").GetString()!;
    }

    public async Task<int> GetAsync(string token, string node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{node}/api/v2/users/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Lab.DisposeAsync();
    }
}
