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

    private readonly Uri _address;
    private readonly AuthenticationHeaderValue _basic;
    private readonly string? _scope;
    private readonly ElapsedClock _clock;

    public TokenEndpoint(SkewAwareOptions options, ElapsedClock clock)
    {
        _clock = clock;
        ServerClock = new ServerClockEstimator(clock, options.MaxDriftPpm);
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
    public async Task<TokenAnswer> RequestAsync(string? refreshToken, Sender send, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new FormUrlEncodedContent(Form(refreshToken)) };
        request.Headers.Authorization = _basic;
        request.Headers.Accept.ParseAdd("application/json");

        // Read before the request leaves: the IdP cannot mint earlier, however long the answer takes.
        var (sentAt, sentLead) = (_clock.Now, _clock.WallLead);
        using var response = await send(request, cancellationToken).ConfigureAwait(false);
        var answer = await ReadAnswerAsync(response, sentAt, sentLead, cancellationToken).ConfigureAwait(false);
        return answer with { SentAt = sentAt, ReceivedAt = _clock.Now };
    }

    private async Task<TokenAnswer> ReadAnswerAsync(HttpResponseMessage response, TimeSpan sentAt, TimeSpan sentLead, CancellationToken cancellationToken)
    {
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

            // Typed, because null is an empty Memory otherwise, and an answer that is too long would pass for one that is empty.
            return length > AnswerLimitBytes ? default(ReadOnlyMemory<byte>?) : buffer.AsMemory(0, length);
        }
    }
}
