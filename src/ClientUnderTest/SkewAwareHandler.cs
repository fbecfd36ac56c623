using System.Net;
using Microsoft.Extensions.Logging;
using SkewLab.Client.Replay;
using SkewLab.Client.Tokens;

namespace SkewLab.Client;

/// <summary>Gives every request to the API an OAuth access token, and renews it so that no clock's error reaches the caller as a 401.</summary>
/// <remarks>
/// <para>A token's age is counted from the instant its request was sent, on elapsed time: neither this machine's offset nor a step of its wall clock
/// matters.</para>
/// <para>Token requests go through the same inner handler, and no further up. Turn automatic redirects off there
/// (<c>SocketsHttpHandler.AllowAutoRedirect = false</c>): a redirected token request could carry a refresh token elsewhere.</para>
/// <para>A caller's own <c>Authorization</c> header is replaced on requests to an allowed origin. Other origins never see the token.</para>
/// <para>Thread-safe: one handler serves any number of concurrent requests. Its credential, which handlers may share, has one token request under way at
/// most.</para>
/// </remarks>
public sealed class SkewAwareHandler : DelegatingHandler
{
    private readonly SkewAwareCredential _credential;
    private readonly bool _ownsCredential;
    private readonly Sender _send;

    /// <summary>Makes a handler with a credential of its own; set <see cref="DelegatingHandler.InnerHandler"/>. No token is asked for before the first
    /// request.</summary>
    /// <param name="options">Copied; later changes are not seen.</param>
    /// <param name="logger">Where the handler logs; null drops every line. No line holds a token or a secret.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message names them all.</exception>
    public SkewAwareHandler(SkewAwareOptions options, ILogger? logger = null)
        : this(new SkewAwareCredential(options, logger)) => _ownsCredential = true;

    /// <summary>Makes a handler that shares its tokens with other handlers; set <see cref="DelegatingHandler.InnerHandler"/> or let
    /// <c>IHttpClientFactory</c> do it.</summary>
    /// <param name="credential">Whose tokens are sent. It is not disposed with the handler.</param>
    public SkewAwareHandler(SkewAwareCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        _credential = credential;
        _send = base.SendAsync;
    }

    /// <value>See <see cref="SkewAwareCredential.TokenEndpointClock"/>.</value>
    public ServerClockEstimate? TokenEndpointClock => _credential.TokenEndpointClock;

    /// <summary>Not supported: the synchronous path would have to block on the token request.</summary>
    /// <exception cref="NotSupportedException">Always; nothing is sent.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("SkewAwareHandler sends asynchronously only; call SendAsync instead of Send.");

    /// <summary>Sends <paramref name="request"/> with an access token if its origin is allowed, and answers a refused token as long as the budget
    /// lasts.</summary>
    /// <exception cref="AccessTokenException">
    /// No access token could be had; the request was not sent. In the pause after a failed token request this comes at once, with the time until the next try:
    /// whoever
    /// retries can wait that long better than a queue in here could.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled. A token request under way goes on for the other
    /// callers.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_credential.AllowedOrigins.Contains(request.RequestUri))
        {
            var preparation = RequestReplay.PrepareAsync(request, _credential.Options.ReplayBufferLimitBytes, cancellationToken);
            var now = _credential.Clock.Now;
            return preparation.IsCompletedSuccessfully && _credential.Tokens.TryPick(now, _send) is { } token
                ? SendWith(token, now, request, preparation.Result, cancellationToken)
                : WaitAndSendAsync(request, preparation, cancellationToken);
        }

        // A layer above may have followed a redirect and copied our header to another origin.
        if (request.Headers.Authorization is { } authorization && _credential.Tokens.InUse.IsOurs(authorization.Parameter))
            request.Headers.Authorization = null;
        return base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsCredential)
            _credential.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> WaitAndSendAsync(HttpRequestMessage request, ValueTask<bool> preparation, CancellationToken cancellationToken)
    {
        var canReplay = await preparation.ConfigureAwait(false);
        var token = _credential.Tokens.TryPick(_credential.Clock.Now, _send) ?? await WaitForTokenAsync(cancellationToken).ConfigureAwait(false);
        return await SendWith(token, _credential.Clock.Now, request, canReplay, cancellationToken).ConfigureAwait(false);
    }

    // No state machine here: an answer that is there at once and teaches nothing is forwarded as it is. Nor a reading of the clock: one serves the whole call.
    private Task<HttpResponseMessage> SendWith(
        AccessToken token, TimeSpan sentAt, HttpRequestMessage request, bool canReplay, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        request.Headers.Authorization = token.Header;
        _credential.Telemetry.NoteUse(token, sentAt);
        var exchange = base.SendAsync(request, cancellationToken);
        return exchange.IsCompletedSuccessfully && token.IsSettled && exchange.Result.StatusCode != HttpStatusCode.Unauthorized
            ? exchange
            : FinishAsync(exchange, token, sentAt, request, address, canReplay, cancellationToken);
    }

    private async Task<HttpResponseMessage> FinishAsync(
        Task<HttpResponseMessage> exchange,
        AccessToken token,
        TimeSpan sentAt,
        HttpRequestMessage request,
        Uri? address,
        bool canReplay,
        CancellationToken cancellationToken)
    {
        var response = await exchange.ConfigureAwait(false);

        // What answers at another address, after a redirect, was not shown the token.
        if (response.IsSuccessStatusCode && request.RequestUri == address)
            _credential.Tokens.NoteAccepted(token, sentAt);
        return response.StatusCode == HttpStatusCode.Unauthorized
            ? await _credential.Retry.RunAsync(request, address, response, token, sentAt, canReplay, _send, cancellationToken).ConfigureAwait(false)
            : response;
    }

    // The caller's cancellation ends the caller's wait, never the refresh.
    private async ValueTask<AccessToken> WaitForTokenAsync(CancellationToken cancellationToken)
    {
        var outcome = await _credential.Tokens.GetAsync(_send).WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Token ?? throw outcome.Failure!.ToException(_credential.Tokens.PauseLeft());
    }
}
