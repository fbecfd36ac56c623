using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.EndToEnd.Tests.Clients;

/// <summary>A client that does something to each request before it answers; no token, no network unless the derived one wants it.</summary>
public abstract class AwkwardClient : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new(new Handler(this, environment), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Does it.</summary>
    protected abstract Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send);

    private sealed class Handler(AwkwardClient client, ClientEnvironment environment) : DelegatingHandler(environment.Network)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await client.ActAsync(environment, () => base.SendAsync(new(HttpMethod.Get, request.RequestUri), cancellationToken));
            return new(HttpStatusCode.OK);
        }
    }
}
