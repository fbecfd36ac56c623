using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using SkewLab.Client;
using SkewLab.Client.Tokens;

namespace SkewLab.Benchmarks.Client;

/// <summary>What a call pays for its token when there is a good one: ours, and the clients that people use.</summary>
public class LiveToken
{
    private static readonly Uri Address = new("https://api.example/things");

    private readonly ReadyNetwork _network = new();
    private readonly AuthenticationHeaderValue _header = new("Bearer", "a-token");
    private readonly HttpRequestMessage _request = new(HttpMethod.Get, Address);
    private readonly SkewAwareCredential _credential = new(new SkewAwareOptions
    {
        TokenEndpoint = new Uri("https://idp.example/oauth/token"),
        ClientId = "client",
        ClientSecret = "secret",
        AllowedOrigins = [Address],
    });

    private readonly Sender _send;
    private HttpMessageInvoker _ours = null!;
    private HttpMessageInvoker _bare = null!;
    private AzurePeer _azure = null!;
    private GooglePeer _google = null!;
    private MsalPeer _msal = null!;

    /// <summary>Makes nothing yet.</summary>
    public LiveToken() => _send = (_, _) => throw new InvalidOperationException("A live token needs no token request.");

    /// <summary>Gets every client its token.</summary>
    [GlobalSetup]
    public async Task SetUp()
    {
        _bare = new HttpMessageInvoker(new HeaderHandler(_header) { InnerHandler = _network });
        _ours = new HttpMessageInvoker(new SkewAwareHandler(_credential) { InnerHandler = _network });
        await _ours.SendAsync(_request, default);
        (_azure, _google, _msal) = (new AzurePeer(), new GooglePeer(), new MsalPeer());
        await _azure.AuthorizeAsync();
        await _google.GetTokenAsync();
        await _msal.GetTokenAsync();
    }

    /// <summary>What cannot be saved: a handler that sets one constant header.</summary>
    [Benchmark(Description = "a handler with a constant header | header, send")]
    public Task<HttpResponseMessage> Bare() => _bare.SendAsync(_request, default);

    /// <summary>The whole handler.</summary>
    [Benchmark(Description = "`SkewLab.Client`: `SkewAwareHandler` | look-up, header, send")]
    public Task<HttpResponseMessage> Ours() => _ours.SendAsync(_request, default);

    /// <summary>Look-up and header.</summary>
    [Benchmark(Description = "`Azure.Core`: `BearerTokenAuthenticationPolicy` | look-up, header")]
    public ValueTask Azure() => _azure.AuthorizeAsync();

    /// <summary>Look-up and header.</summary>
    [Benchmark(Description = "`Google.Apis.Auth`: `UserCredential.InterceptAsync` | look-up, header")]
    public Task GoogleIntercepts() => _google.InterceptAsync(_request);

    /// <summary>The look-up alone.</summary>
    [Benchmark(Description = "`SkewLab.Client`, inside the handler | look-up")]
    public object? OurLookUp() => _credential.Tokens.TryPick(_credential.Clock.Now, _send);

    /// <summary>The look-up alone.</summary>
    [Benchmark(Description = "`Google.Apis.Auth`: `UserCredential.GetAccessTokenForRequestAsync` | look-up")]
    public Task<string> Google() => _google.GetTokenAsync();

    /// <summary>The look-up alone.</summary>
    [Benchmark(Description = "`Microsoft.Identity.Client`: `AcquireTokenForClient`, cached | look-up")]
    public Task<string> Msal() => _msal.GetTokenAsync();

    private sealed class HeaderHandler(AuthenticationHeaderValue header) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = header;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
