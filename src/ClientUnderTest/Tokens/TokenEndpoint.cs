using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tokens;

/// <summary>Speaks to the token endpoint: one call is one request. It keeps the client's credentials and what the answers tell of the server's clock.
/// Thread-safe.</summary>
internal sealed class TokenEndpoint
{
    private const int AnswerLimitBytes = 64 * 1024;

    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly Uri _address;
    private readonly AuthenticationHeaderValue _basic;
    private readonly string? _scope;
    private readonly ElapsedClock _clock;

    public TokenEndpoint(SkewAwareOptions options, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, ElapsedClock clock)
    {
        _clock = clock;
        ServerClock = new ServerClockEstimator(clock, options.MaxDriftPpm);
        _send = send;
        _address = options.TokenEndpoint!;
        _scope = options.Scope;

        // RFC 6749 section 2.3.1: both are form-encoded before they are joined, so that a colon in the identifier does not cut it short.
        var credentials = $"{WebUtility.UrlEncode(options.ClientId)}:{WebUtility.UrlEncode(options.ClientSecret)}";
        _basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        Name = new Uri(_address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
    }

    /// <value>The address without user information and query, for messages.</value>
    public Uri Name { get; }

    /// <value>What its answers tell of its clock.</value>
    public ServerClockEstimator ServerClock { get; }

    /// <summary>Asks for a token. A refusal is an answer; only a lost exchange throws.</summary>
    /// <exception cref="HttpRequestException">The exchange was lost.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<TokenAnswer> RequestAsync(string? refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new FormUrlEncodedContent(Form(refreshToken)) };
        request.Headers.Authorization = _basic;
        request.Headers.Accept.ParseAdd("application/json");

        var (sentAt, sentLead) = (_clock.Now, _clock.WallLead);
        using var response = await _send(request, cancellationToken).ConfigureAwait(false);
        if (response.RequestMessage?.RequestUri is { } answered && !OriginSet.SameOrigin(answered, _address))
            return new(null, Fail("its answer came from another origin, by a redirect", response.StatusCode));

        ServerClock.Note(response.Headers, sentAt, sentLead);
        var body = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        if (body is null)
            return new(null, Fail($"its answer is longer than {AnswerLimitBytes} bytes", response.StatusCode));
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var refusal = Fail("it refused", response.StatusCode, TokenResponse.ParseError(body.Value));
            return new(null, refusal with { RetryAfter = RetryAfter.Read(response.Headers) });
        }


        var granted = TokenResponse.Parse(body.Value, out var problem);
        return granted is null
            ? new(null, Fail(problem, response.StatusCode), TokenResponse.ParseRefreshToken(body.Value))
            : new(granted, null, granted.RefreshToken);
    }

    private TokenFailure Fail(string problem, HttpStatusCode status, string? oauthError = null) => new(Name, problem, status, oauthError);

    private IEnumerable<KeyValuePair<string, string>> Form(string? refreshToken)
    {
        yield return new("grant_type", refreshToken is null ? "client_credentials" : "refresh_token");
        if (refreshToken is not null)
            yield return new("refresh_token", refreshToken);
        if (_scope is not null)
            yield return new("scope", _scope);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > AnswerLimitBytes)
            return null;

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[AnswerLimitBytes + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length > AnswerLimitBytes ? null : buffer.AsMemory(0, length);
        }
    }
}
