using System.Text;
using System.Text.Json;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Timeline;
using SkewLab.Testing;
using SkewLab.Testing.Options;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>The leak guard for the control API: its answers show reference time and the nodes' clocks, and no other.</summary>
public class ControlLeakTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_session_at_the_control_API_ten_years_ahead_is_the_same_but_for_the_shift(int? port)
    {
        var now = await TranscriptAsync(LiveBench.Noon, port);
        var later = await TranscriptAsync(LiveBench.Noon.AddYears(10), port);

        Assert.Equal(now, later);
        Assert.Contains("\"now\": \"<-2 s>\"", now, StringComparison.Ordinal);
        Assert.Contains("\"now\": \"<+3600 s>\"", now, StringComparison.Ordinal);
        Assert.Contains("not_yet_valid", now, StringComparison.Ordinal);
        // Each answer has a date, and all but the nodes' is reference time.
        Assert.Equal(now.Split("HTTP/1.1 ").Length - 1, now.Split("Date: <").Length - 1);
    }

    private static async Task<string> TranscriptAsync(DateTimeOffset start, int? port)
    {
        var options = new LabOptions { Time = new HandClock(start), Port = port };
        options.Api.Nodes = 2;
        options.Idp.Settings = new() { Algorithm = SigningAlgorithm.ES256 };
        options.Control = true;
        TimelineEntry jump = new() { At = TimeSpan.FromHours(9), Action = new JumpAction { Clock = "idp", By = TimeSpan.FromSeconds(1) } };
        options.Timeline = [jump];
        await using var lab = await Lab.StartAsync(options, default);
        using var client = new HttpClient(lab.CreateHandler());
        var address = port is null ? new Uri("http://localhost/") : lab.Address;
        var transcript = new Transcript(client, start);

        await SendAsync("GET", "healthz");
        await SendAsync("PUT", "_skewlab/clocks", """{"api-2":{"offset":"-2s"}}""");
        var token = JsonElement.Parse(await transcript.PostAsync(new Uri(address, "oauth/token"),
            "grant_type=client_credentials&client_id=app&client_secret=app-secret")).GetProperty("access_token").GetString();
        await transcript.GetAsync(new Uri(address, "api-2/api/v2/users/me"), token);
        await SendAsync("GET", "_skewlab/journal");
        await SendAsync("GET", "_skewlab/journal?since=x");
        await SendAsync("POST", "_skewlab/clocks/advance", """{"by":"1h","clocks":["idp"]}""");
        await SendAsync("PUT", "_skewlab/clocks", """{"idp":{"now":"1969-01-01T00:00:00Z"}}""");
        await SendAsync("GET", "_skewlab/policy");
        await SendAsync("PATCH", "_skewlab/policy", """{"idp":{"lifetime":"20s"}}""");
        await SendAsync("POST", "_skewlab/faults", """{"match":{"role":"idp"},"status":503,"retryAfter":"30s"}""");
        await SendAsync("GET", "_skewlab/faults");
        await SendAsync("DELETE", "_skewlab/faults");
        await SendAsync("POST", "_skewlab/clients", """{"id":"spa"}""");
        await SendAsync("POST", "_skewlab/refresh-tokens", """{"clientId":"app"}""");
        await SendAsync("POST", "_skewlab/keys/rotate", "{}");
        await SendAsync("POST", "_skewlab/revoke", """{"token":"all"}""");
        await SendAsync("POST", "_skewlab/worlds");
        await SendAsync("GET", "w/1/_skewlab/clocks");
        await SendAsync("DELETE", "_skewlab/worlds/1");
        await SendAsync("DELETE", "_skewlab/journal");
        await SendAsync("POST", "_skewlab/reset");
        await SendAsync("GET", "_skewlab/clocks");
        // Not openapi.json: a largest number of ten digits would pass for an instant.
        await SendAsync("GET", "_skewlab/nothing");
        await SendAsync("PATCH", "_skewlab/clocks", "{");
        return transcript.ToString();

        Task<string> SendAsync(string method, string path, string? body = null) =>
            transcript.SendAsync(new(method), new Uri(address, path), body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));
    }
}
