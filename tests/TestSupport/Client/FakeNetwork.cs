using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SkewLab.TestSupport.Client;

/// <summary>A network of one IdP and one API, scripted by two functions. It answers at once unless a script waits.</summary>
internal sealed class FakeNetwork : HttpMessageHandler
{
    private int _issued;

    /// <value>What the API answers to a token's ordinal: 1 for <c>secret-token-0001</c>. The default accepts all.</value>
    public Func<int, HttpResponseMessage> Api { get; set; } = _ => Ok();

    /// <value>What the token endpoint answers to its nth request. The default grants <c>secret-token-000n</c> for an hour.</value>
    public Func<int, Task<HttpResponseMessage>> Idp { get; set; } = n => Task.FromResult(Grant(n));

    /// <value>The tokens that arrived at the API, in order; 0 stands for none.</value>
    public ConcurrentQueue<int> Sent { get; } = new();

    /// <value>The bodies of the token requests, in order.</value>
    public ConcurrentQueue<string> TokenRequests { get; } = new();

    public ConcurrentQueue<AuthenticationHeaderValue?> TokenRequestCredentials { get; } = new();

    /// <value>What the token requests accept, in order.</value>
    public ConcurrentQueue<string> TokenRequestAccept { get; } = new();

    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <value>Every response that the API gave.</value>
    public ConcurrentQueue<TrackedResponse> Responses { get; } = new();

    public static string Secret(int ordinal) => $"secret-token-{ordinal:D4}";

    public static HttpResponseMessage Grant(int ordinal, string expiresIn = "3600", string more = "") =>
        Json(HttpStatusCode.OK, $$"""{"access_token":"{{Secret(ordinal)}}","token_type":"bearer","expires_in":{{expiresIn}}{{more}}}""");

    public static HttpResponseMessage Json(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Ok() => new TrackedResponse(HttpStatusCode.OK);

    public static HttpResponseMessage Refuse(string? challenge = "Bearer error=\"invalid_token\"", HttpStatusCode status = HttpStatusCode.Unauthorized)
    {
        var response = new TrackedResponse(status);
        if (challenge is not null)
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath == "/oauth/token")
        {
            TokenRequests.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            TokenRequestCredentials.Enqueue(request.Headers.Authorization);
            TokenRequestAccept.Enqueue(request.Headers.Accept.ToString());
            return await Idp(Interlocked.Increment(ref _issued)).WaitAsync(cancellationToken);
        }

        var token = request.Headers.Authorization?.Parameter is { } secret ? int.Parse(secret[^4..]) : 0;
        Sent.Enqueue(token);
        if (request.Content is not null)
            Bodies.Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
        var response = Api(token);
        if (response is TrackedResponse tracked)
            Responses.Enqueue(tracked);
        return response;
    }
}

/// <summary>A response that knows whether it was disposed.</summary>
internal sealed class TrackedResponse(HttpStatusCode status) : HttpResponseMessage(status)
{
    public bool IsDisposed { get; private set; }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
