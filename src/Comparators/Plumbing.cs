using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>What every comparator needs and no article is about: posting a token request, reading its answer, sending a call a second time.</summary>
internal static class Plumbing
{
    /// <summary>Puts <paramref name="strategy"/> in front of the client's network, which stays the lab's to dispose.</summary>
    /// <exception cref="ArgumentException">The scenario sets an option; the articles have none.</exception>
    public static HttpClient ToClient(ClientEnvironment environment, DelegatingHandler strategy)
    {
        foreach (var name in environment.Options.Keys)
            throw new ArgumentException($"This strategy has no option '{name}'; it has none at all.", nameof(environment));
        strategy.InnerHandler = new Borrowed(environment.Network);
        return new HttpClient(strategy) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The body of the token request; the refresh token is the one given, whatever earlier answers brought.</summary>
    public static KeyValuePair<string, string>[] Form(ClientEnvironment environment) =>
    [
        .. environment.Grant == ClientGrant.RefreshToken
            ? [new("grant_type", "refresh_token"), new("refresh_token", environment.RefreshToken ?? "")]
            : (KeyValuePair<string, string>[])[new("grant_type", "client_credentials")],
        .. environment.Scope is null ? (KeyValuePair<string, string>[])[] : [new("scope", environment.Scope)],
    ];

    /// <summary>The Authorization header of the token request, as Python's <c>requests</c> makes it from <c>auth=(id, secret)</c>: not form-encoded.</summary>
    public static AuthenticationHeaderValue Basic(ClientEnvironment environment) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{environment.ClientId}:{environment.ClientSecret}")));

    public static HttpRequestMessage TokenRequest(ClientEnvironment environment, KeyValuePair<string, string>[] form, AuthenticationHeaderValue basic)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, environment.TokenEndpoint) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = basic;
        return request;
    }

    /// <summary>Reads <c>access_token</c> and <c>expires_in</c>.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="KeyNotFoundException">One of them is missing, as a Python dictionary would say.</exception>
    public static async Task<(string AccessToken, long ExpiresInSeconds)> ReadTokenAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var body = await content.ReadAsByteArrayAsync(cancellationToken);
        using var json = JsonDocument.Parse(body);
        return (json.RootElement.GetProperty("access_token").GetString() ?? "", json.RootElement.GetProperty("expires_in").GetInt64());
    }

    /// <summary>A fresh request with the same content: both articles resend without asking whether the content can be read again.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (key, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options).Add(key, value);
        return copy;
    }

    // HttpClient disposes its handlers to the bottom; the network outlives the client.
    private sealed class Borrowed(HttpMessageHandler network) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _network = new(network, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _network.SendAsync(request, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _network.Dispose();
            base.Dispose(disposing);
        }
    }
}
