using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.ClientContract;

namespace SkewLab.KnownBugs.Tests;

/// <summary>A client that gets a token and sends it. What is wrong with it is in the derived one.</summary>
public abstract class TokenClient : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) =>
        new(HandlerFor(environment), disposeHandler: false) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Makes what stands before the network.</summary>
    private protected abstract TokenHandler HandlerFor(ClientEnvironment environment);
}

/// <summary>What these clients do right: ask for a token, take a rotated refresh token up, send a call.</summary>
internal abstract class TokenHandler(ClientEnvironment environment) : DelegatingHandler(environment.Network)
{
    /// <summary>
    /// How long before the end that <c>expires_in</c> announces a token is replaced: in these worlds within the time in which the token endpoint fails.
    /// </summary>
    protected static readonly TimeSpan Buffer = TimeSpan.FromSeconds(75);

    private readonly AuthenticationHeaderValue _basic = new(
        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{environment.ClientId}:{environment.ClientSecret}")));
    private string? _refreshToken = environment.RefreshToken;

    protected DateTimeOffset Now => environment.Time.GetUtcNow();

    protected Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, environment.Time, cancellationToken);

    protected async Task<HeldToken> FetchAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> form = _refreshToken is { } presented
            ? new() { ["grant_type"] = "refresh_token", ["refresh_token"] = presented }
            : new() { ["grant_type"] = "client_credentials" };
        using var request = new HttpRequestMessage(HttpMethod.Post, environment.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = _basic;
        using var response = (await SendToNetworkAsync(request, cancellationToken)).EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        if (json.RootElement.TryGetProperty("refresh_token", out var rotated))
            _refreshToken = rotated.GetString();
        return new(
            json.RootElement.GetProperty("access_token").GetString()!, Now + TimeSpan.FromSeconds(json.RootElement.GetProperty("expires_in").GetInt64()));
    }

    protected Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, HeldToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", token.Secret);
        return SendToNetworkAsync(request, cancellationToken);
    }

    protected virtual Task<HttpResponseMessage> SendToNetworkAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        base.SendAsync(request, cancellationToken);
}

/// <summary>An access token and its end by the local wall clock.</summary>
internal sealed record HeldToken(string Secret, DateTimeOffset ExpiresAt);
