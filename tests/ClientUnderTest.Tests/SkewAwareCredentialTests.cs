namespace SkewLab.Client.Tests;

public class SkewAwareCredentialTests
{
    [Fact]
    public async Task Handlers_of_one_credential_send_one_token()
    {
        using var network = new FakeNetwork();
        using var credential = Credential();
        using var first = Invoker(credential, network);
        using var second = Invoker(credential, network);

        await GetAsync(first);
        await GetAsync(second);

        Assert.Equal([1, 1], network.Sent);
        Assert.Single(network.TokenRequests);
    }

    [Fact]
    public async Task A_handler_that_is_disposed_ends_no_refresh_that_others_wait_for()
    {
        using var network = new FakeNetwork();
        var grant = new TaskCompletionSource<HttpResponseMessage>();
        network.Idp = _ => grant.Task;
        using var credential = Credential();
        var first = Invoker(credential, network);
        using var second = Invoker(credential, network);

        using var canceled = new CancellationTokenSource();
        var starter = GetAsync(first, canceled.Token);
        var other = GetAsync(second);
        canceled.Cancel();
        first.Dispose();
        grant.SetResult(FakeNetwork.Grant(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starter);
        Assert.Equal(200, await other);
        Assert.Single(network.TokenRequests);
    }

    [Fact]
    public async Task A_handler_with_a_credential_of_its_own_ends_it()
    {
        using var network = new FakeNetwork { Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task };
        var client = new HttpMessageInvoker(new SkewAwareHandler(Options()) { InnerHandler = network });

        var call = GetAsync(client);
        client.Dispose();

        Assert.Contains("the handler was disposed", (await Assert.ThrowsAsync<AccessTokenException>(() => call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_a_credential_tells_those_who_wait()
    {
        using var network = new FakeNetwork { Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task };
        var credential = Credential();
        using var client = Invoker(credential, network);

        var call = GetAsync(client);
        credential.Dispose();

        Assert.Contains("the handler was disposed", (await Assert.ThrowsAsync<AccessTokenException>(() => call)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_a_credential_without_options_nor_a_handler_without_a_credential_is_made()
    {
        Assert.Throws<ArgumentNullException>("options", () => new SkewAwareCredential(null!));
        Assert.Throws<ArgumentNullException>("credential", () => new SkewAwareHandler((SkewAwareCredential)null!));
    }

    [Fact]
    public void A_credential_names_its_client_without_secrets()
    {
        using var credential = Credential();

        Assert.Equal("client (ClientCredentials) at https://idp.example/oauth/token", credential.ToString());
    }

    private static SkewAwareOptions Options()
    {
        var options = new SkewAwareOptions { TimeProvider = new ManualTime() };
        Services.Fill(options);
        return options;
    }

    private static SkewAwareCredential Credential() => new(Options());

    private static HttpMessageInvoker Invoker(SkewAwareCredential credential, FakeNetwork network) =>
        new(new SkewAwareHandler(credential) { InnerHandler = new Relay(network) });

    private static async Task<int> GetAsync(HttpMessageInvoker client, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        using var response = await client.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }
}
