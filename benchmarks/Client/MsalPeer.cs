using Microsoft.Identity.Client;

namespace SkewLab.Benchmarks.Client;

/// <summary>MSAL with a token for an hour in its cache.</summary>
internal sealed class MsalPeer : IMsalHttpClientFactory
{
    private static readonly string[] Scopes = ["scope/.default"];

    private readonly HttpClient _client = new(new ReadyNetwork());
    private readonly IConfidentialClientApplication _application;

    public MsalPeer() => _application = ConfidentialClientApplicationBuilder.Create("00000000-0000-0000-0000-000000000001")
        .WithClientSecret("secret")
        .WithAuthority("https://idp.example/tenant", validateAuthority: false)
        .WithInstanceDiscovery(false)
        .WithHttpClientFactory(this)
        .Build();

    public HttpClient GetHttpClient() => _client;

    public async Task<string> GetTokenAsync() => (await _application.AcquireTokenForClient(Scopes).ExecuteAsync()).AccessToken;
}
