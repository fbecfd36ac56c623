using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.ClientContract;

namespace SkewLab.KnownBugs.Tests;

/// <summary>What the small clients that have a thread's bug do alike: ask for a token, and send a call with it.</summary>
internal abstract class ClockBugHandler(ClientEnvironment environment) : DelegatingHandler(environment.Network)
{
    /// <value>The client's clock.</value>
    protected TimeProvider Time => environment.Time;

    /// <value>Its wall.</value>
    protected DateTimeOffset Now => environment.Time.GetUtcNow();

    public HttpClient ToClient() => new(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    protected async Task<TokenInHand> AskAsync(CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, environment.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(
                [new("grant_type", "client_credentials"), new("client_id", environment.ClientId), new("client_secret", environment.ClientSecret)]),
        };
        using var response = await base.SendAsync(request, cancellationToken);
        using var answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken));
        return new(
            answer.RootElement.GetProperty("access_token").GetString()!,
            TimeSpan.FromSeconds(answer.RootElement.GetProperty("expires_in").GetInt64()),
            response.Headers.Date!.Value);
    }

    protected Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, TokenInHand token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A token and what its answer said.</summary>
/// <param name="Value">The token, a JWT.</param>
/// <param name="Lifetime">Its <c>expires_in</c>.</param>
/// <param name="ServerDate">The answer's <c>Date</c>.</param>
internal sealed record TokenInHand(string Value, TimeSpan Lifetime, DateTimeOffset ServerDate)
{
    /// <value>The claim <c>iat</c>.</value>
    public DateTimeOffset IssuedAt { get; } = Claim(Value, "iat");

    /// <value>The claim <c>exp</c>.</value>
    public DateTimeOffset ExpiresAt { get; } = Claim(Value, "exp");

    private static DateTimeOffset Claim(string token, string name)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(token.Split('.')[1])));
        return DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty(name).GetInt64());
    }
}
