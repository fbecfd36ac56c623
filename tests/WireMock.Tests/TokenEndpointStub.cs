using System.Net;
using SkewLab.Client;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace SkewLab.WireMock.Tests;

/// <summary>A token endpoint that answers once as a test says and grants from then on, an API that takes whatever comes, and the client between them, over sockets.</summary>
internal sealed class TokenEndpointStub : IDisposable
{
    private const string TokenPath = "/oauth/token";

    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly SkewAwareCredential _credential;
    private readonly HttpClient _client;

    public TokenEndpointStub(IResponseBuilder firstAnswer)
    {
        Given(TokenPath).InScenario("grants").WillSetStateTo("granting").RespondWith(firstAnswer);
        Given(TokenPath).InScenario("grants").WhenStateIs("granting").RespondWith(
            Response.Create().WithHeader("Content-Type", "application/json").WithBody("""{"access_token":"at-1","token_type":"Bearer","expires_in":3600}"""));
        Given("/things").RespondWith(Response.Create().WithBody("done"));
        var origin = new Uri(_server.Url!);
        _credential = new SkewAwareCredential(new SkewAwareOptions
        {
            TokenEndpoint = new Uri(origin, TokenPath),
            ClientId = "client",
            ClientSecret = "the-client-secret",
            AllowedOrigins = [origin],
            TimeProvider = Time,
            // Half of 250 ms and of the least wait, 50 ms: 150 ms after a first failure.
            Random = () => 0.5,
        });
        _client = new HttpClient(new SkewAwareHandler(_credential) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } }) { BaseAddress = origin, Timeout = Timeout.InfiniteTimeSpan };
    }

    public ManualTime Time { get; } = new();

    public int TokenRequests => _server.LogEntries.Count(entry => entry.RequestMessage!.Path == TokenPath);

    public async Task<HttpStatusCode> GetAsync()
    {
        using var response = await _client.GetAsync("/things");
        return response.StatusCode;
    }

    public async Task<AccessTokenException> FailAsync() => await Assert.ThrowsAsync<AccessTokenException>(GetAsync);

    public void Dispose()
    {
        _client.Dispose();
        _credential.Dispose();
        _server.Dispose();
    }

    private IRespondWithAProvider Given(string path) => _server.Given(Request.Create().WithPath(path));
}
