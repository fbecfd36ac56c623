using Google.Apis.Auth.OAuth2;
using Google.Apis.Auth.OAuth2.Flows;
using Google.Apis.Auth.OAuth2.Responses;

namespace SkewLab.Benchmarks.Client;

/// <summary>Google.Apis.Auth's credential with a token for an hour.</summary>
internal sealed class GooglePeer
{
    private readonly UserCredential _credential = new(
        new GoogleAuthorizationCodeFlow(
            new GoogleAuthorizationCodeFlow.Initializer { ClientSecrets = new ClientSecrets { ClientId = "client", ClientSecret = "secret" } }),
        "user",
        new TokenResponse { AccessToken = "a-token", ExpiresInSeconds = 3600, IssuedUtc = DateTime.UtcNow });

    public Task InterceptAsync(HttpRequestMessage request) => _credential.InterceptAsync(request, default);

    public Task<string> GetTokenAsync() => _credential.GetAccessTokenForRequestAsync();
}
