using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Tests;

/// <summary>A lab on a clock that stands until a test moves it, and the requests tests send most.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private Bench(HandClock time, Lab lab)
    {
        Time = time;
        Lab = lab;
        Client = lab.CreateClient();
    }

    public HandClock Time { get; }

    public Lab Lab { get; }

    public HttpClient Client { get; }

    public static async Task<Bench> StartAsync(Action<LabOptions>? configure = null, DateTimeOffset? at = null, Action<IApplicationBuilder>? before = null)
    {
        var options = new LabOptions { Time = new HandClock(at ?? Noon) };
        // Keys of RS256 take a while to make.
        options.Idp.Settings = options.Idp.Settings with { Algorithm = SigningAlgorithm.ES256 };
        options.Before = before;
        configure?.Invoke(options);
        return new((HandClock)options.Time, await Lab.StartAsync(options, default));
    }

    public async Task<string> NewTokenAsync(Uri? endpoint = null)
    {
        using var answer = await Client.PostAsync(endpoint ?? Lab.TokenEndpoint, new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = Lab.ClientId, ["client_secret"] = Lab.ClientSecret! }));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
    }

    public Task<HttpResponseMessage> GetAsync(string token, string node) => GetAsync(token, new Uri(Lab.AddressOf(node), "api/v2/users/me"));

    public Task<HttpResponseMessage> GetAsync(string token, Uri? address = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address ?? new Uri(Lab.ApiAddress, "api/v2/users/me"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Lab.DisposeAsync();
    }
}
