using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkewLab.Client.Replay;
using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client;

/// <summary>Gives every request to the API an OAuth access token, and renews it so that no clock's error reaches the caller as a 401.</summary>
/// <remarks>
/// <para>A token's age is counted from the instant its request was sent, on elapsed time: neither this machine's offset nor a step of its wall clock
/// matters.</para>
/// <para>Token requests go through the same inner handler, and no further up. Turn automatic redirects off there
/// (<c>SocketsHttpHandler.AllowAutoRedirect = false</c>): a redirected token request could carry a refresh token elsewhere.</para>
/// <para>A caller's own <c>Authorization</c> header is replaced on requests to an allowed origin. Other origins never see the token.</para>
/// <para>Thread-safe: one handler serves any number of concurrent requests and has one token request under way at most.</para>
/// </remarks>
public sealed class SkewAwareHandler : DelegatingHandler
{
    private readonly SkewAwareOptions _options;
    private readonly OriginSet _allowed;
    private readonly ElapsedClock _clock;
    private readonly TokenEndpoint _endpoint;
    private readonly TokenSource _tokens;
    private readonly UnauthorizedRetry _retry;
    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;

    /// <summary>Makes a handler; set <see cref="DelegatingHandler.InnerHandler"/> or let <c>IHttpClientFactory</c> do it. No token is asked for before the
    /// first request.</summary>
    /// <param name="options">Copied; later changes are not seen.</param>
    /// <param name="logger">Where the handler logs; null drops every line. No line holds a token or a secret.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message names them all.</exception>
    public SkewAwareHandler(SkewAwareOptions options, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));

        _options = options with { };
        logger ??= NullLogger.Instance;
        _allowed = new OriginSet(_options.AllowedOrigins);
        _clock = new ElapsedClock(_options.TimeProvider);
        _send = base.SendAsync;
        _endpoint = new TokenEndpoint(_options, _send, _clock);
        _tokens = new TokenSource(_options, _endpoint, _clock, logger);
        _retry = new UnauthorizedRetry(_options, _tokens, _clock, new RefusalReport(_options, _clock, _endpoint.ServerClock, logger), logger);
    }

    /// <value>
    /// By how much the token endpoint's clock is ahead of this machine's wall clock, as of now; null before its first answer with a <c>Date</c>, and after a
    /// jump of this clock until
    /// the next one. Of the API there is no such value, because each of its nodes has a clock of its own: a refusal's <see cref="SkewAwareDiagnostics"/> tells
    /// of the node that
    /// refused. Thread-safe.
    /// </value>
    public ServerClockEstimate? TokenEndpointClock => _endpoint.ServerClock.Estimate;

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
        if (_allowed.Contains(request.RequestUri))
        {
            var preparation = RequestReplay.PrepareAsync(request, _options.ReplayBufferLimitBytes, cancellationToken);
            return preparation.IsCompletedSuccessfully && _tokens.TryPick() is { } token
                ? SendWith(token, request, preparation.Result, cancellationToken)
                : WaitAndSendAsync(request, preparation, cancellationToken);
        }

        // A layer above may have followed a redirect and copied our header to another origin.
        if (request.Headers.Authorization is { } authorization && _tokens.IsOurs(authorization.Parameter))
            request.Headers.Authorization = null;
        return base.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _tokens.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> WaitAndSendAsync(HttpRequestMessage request, ValueTask<bool> preparation, CancellationToken cancellationToken)
    {
        var canReplay = await preparation.ConfigureAwait(false);
        var token = _tokens.TryPick() ?? await WaitForTokenAsync(cancellationToken).ConfigureAwait(false);
        return await SendWith(token, request, canReplay, cancellationToken).ConfigureAwait(false);
    }

    // No state machine here: an answer that is there at once and teaches nothing is forwarded as it is.
    private Task<HttpResponseMessage> SendWith(AccessToken token, HttpRequestMessage request, bool canReplay, CancellationToken cancellationToken)
    {
        var address = request.RequestUri;
        request.Headers.Authorization = token.Header;
        var sentAt = _clock.Now;
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
        if (response.IsSuccessStatusCode)
            _tokens.NoteAccepted(token, sentAt);
        return response.StatusCode == HttpStatusCode.Unauthorized && request.RequestUri == address
            ? await _retry.RunAsync(request, response, token, sentAt, canReplay, _send, cancellationToken).ConfigureAwait(false)
            : response;
    }

    // The caller's cancellation ends the caller's wait, never the refresh.
    private async ValueTask<AccessToken> WaitForTokenAsync(CancellationToken cancellationToken)
    {
        var outcome = await _tokens.GetAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return outcome.Token ?? throw outcome.Failure!.ToException(_tokens.PauseLeft());
    }
}
