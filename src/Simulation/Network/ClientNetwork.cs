using System.Runtime.InteropServices;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Simulation.Traffic;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Network;

/// <summary>The network as one client sees it: the innermost handler of its <see cref="HttpClient"/>.</summary>
/// <param name="network">The world's nodes.</param>
/// <param name="client">The client's index, from 0.</param>
/// <param name="clock">The client's clock: its timeouts count on it, and a sleeping machine receives nothing.</param>
/// <param name="toIdp">The link to the IdP.</param>
/// <param name="toApi">The link to each API node.</param>
public sealed class ClientNetwork(WorldNetwork network, int client, NodeClock clock, Link toIdp, IReadOnlyList<Link> toApi) : HttpMessageHandler
{
    private readonly Dictionary<(HttpMethod Method, string Path), string> _requestLines = [];
    private long _tokenRequests;
    private long _ownRequests;
    private string? _lastTokenValue;
    private IssuedToken? _lastToken;

    /// <value>The world's nodes.</value>
    internal WorldNetwork World => network;

    /// <value>The client's index, from 0.</value>
    internal int Client => client;

    /// <value>The client's clock.</value>
    internal NodeClock Clock => clock;

    /// <summary>Sends one request on its way.</summary>
    /// <exception cref="HttpRequestException">Nobody in this world has the request's host name, or the request's content cannot be read, as that of a stream that was sent before.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        network.Guard.Check("a request was sent");
        return request.Content is { } content ? SendWithBodyAsync(request, content, cancellationToken) : Send(request, null, cancellationToken);
    }

    // The body leaves with the request, as over a socket: whoever gives up, and sends the same content again, finds a stream read to its end.
    private async Task<HttpResponseMessage> SendWithBodyAsync(HttpRequestMessage request, HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException unreadable) when (unreadable is not ObjectDisposedException)
        {
            // What SocketsHttpHandler makes of it.
            throw new HttpRequestException("An error occurred while sending the request.", unreadable);
        }

        return await Send(request, body.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request, byte[]? body, CancellationToken cancellationToken)
    {
        var uri = request.RequestUri!;
        var exchange = IsFor(uri, WorldNetwork.IdpAddress) ? ToIdp(request)
            : IsFor(uri, WorldNetwork.ApiAddress) ? ToApi(request)
            : throw new HttpRequestException(HttpRequestError.NameResolutionError, $"No such host in this world: {uri.Host}. The IdP is {WorldNetwork.IdpAddress}, the API {WorldNetwork.ApiAddress}.");
        exchange.Start(body, cancellationToken);
        return exchange.Task;
    }

    /// <summary>Method and path of a request, the same string object each time.</summary>
    internal string RequestLine(HttpRequestMessage request)
    {
        var key = (request.Method, request.RequestUri!.AbsolutePath);
        ref var line = ref CollectionsMarshal.GetValueRefOrAddDefault(_requestLines, key, out _);
        return line ??= $"{key.Method} {key.AbsolutePath}";
    }

    private static bool IsFor(Uri uri, Uri address) => string.Equals(uri.Host, address.Host, StringComparison.OrdinalIgnoreCase);

    // A client that also fetches keys or metadata, introspects or revokes must not shift the delays of its token requests: they are counted apart.
    private Exchange ToIdp(HttpRequestMessage request)
    {
        var isTokenRequest = request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath == WorldNetwork.TokenEndpoint.AbsolutePath;
        return new(this, request, network.Idp, toIdp)
        {
            Call = CallFlow.Current,
            Index = isTokenRequest ? ++_tokenRequests : -++_ownRequests,
            IsTokenRequest = isTokenRequest,
        };
    }

    private Exchange ToApi(HttpRequestMessage request)
    {
        var call = CallFlow.Current;
        var attempt = 1;
        if (call is not null)
        {
            attempt = ++call.Attempts;
            call.LastSentAt = network.Timeline.Now;
        }

        var index = call?.Number ?? -++_ownRequests;
        var node = network.Balancer.Choose(client, index, attempt);
        return new(this, request, network.Api[node], toApi[node])
        {
            Call = call,
            Index = index,
            Attempt = attempt,
            Token = TokenOf(request),
        };
    }

    // A client sends the same string object again and again: looking at the reference first spares hashing some 700 characters per request.
    private IssuedToken? TokenOf(HttpRequestMessage request)
    {
        var value = request.Headers.Authorization?.Parameter;
        if (value is null)
            return null;
        if (!ReferenceEquals(value, _lastTokenValue))
        {
            _lastTokenValue = value;
            _lastToken = ((IdpNode)network.Idp.Node).FindToken(value);
        }

        return _lastToken;
    }
}
