using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>
/// What the two runnable forms of article 000 share: when they fetch, what they keep, and what they do with a 401. Line numbers are those of the complete
/// example.
/// </summary>
/// <param name="environment">The client's world.</param>
/// <param name="options">The buffer and the time-outs.</param>
internal abstract class ClockSkewAwareHandler(ClientEnvironment environment, StrategyOptions options) : ComparatorHandler(environment)
{
    private readonly TimeSpan _buffer = options.Duration("buffer");
    private readonly TimeSpan _tokenTimeout = options.Duration("tokenTimeout");
    private readonly TimeSpan _timeout = options.Duration("timeout");
    private volatile Auth _auth = new(null, null, null, TimeSpan.Zero);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await RefreshTokenIfNeededAsync(cancellationToken);
        var response = await CallAsync(request, token.Header, cancellationToken, _timeout);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;

        // Line 448 says "fresh token", but nothing was invalidated: line 449 finds the cached one.
        await DiagnoseAsync(response, token, cancellationToken);
        response.Dispose();
        token = await RefreshTokenIfNeededAsync(cancellationToken);
        return await CallAsync(Plumbing.Copy(request), token.Header, cancellationToken, _timeout);
    }

    /// <summary>The time that expiry is judged by.</summary>
    protected abstract DateTimeOffset JudgingTime(DateTimeOffset now, TimeSpan skew);

    /// <summary>When the token expires, in that time.</summary>
    protected abstract DateTimeOffset ExpiryOf(Token token, DateTimeOffset now);

    private async ValueTask<Token> RefreshTokenIfNeededAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var time = JudgingTime(now, _auth.Skew);
        if (_auth.Token is null || _auth.Expiry is not { } expiry || time >= expiry)
            await FetchAsync(now, skew => _buffer + skew.Duration(), cancellationToken);
        else if (time >= (_auth.RefreshAt ?? throw new InvalidOperationException("refresh_at is None: '>=' is not supported between a time and None.")))
            // Line 417 forgets the skew.
            await FetchAsync(now, _ => _buffer, cancellationToken);
        return _auth.Token!;
    }

    // One assignment after another, as printed: a token that cannot be decoded stays behind with whatever had been set before it was looked at.
    private async Task FetchAsync(DateTimeOffset now, Func<TimeSpan, TimeSpan> bufferFor, CancellationToken cancellationToken)
    {
        var token = (await AskForTokenAsync(cancellationToken, _tokenTimeout)).ReadOrRaise("OAuth Token Fetch Failed");
        _auth = _auth with { Token = token };
        var expiry = ExpiryOf(token, now);
        _auth = _auth with { Expiry = expiry };
        var skew = SkewOf(token);
        _auth = _auth with { Skew = skew, RefreshAt = expiry - bufferFor(skew) };
    }

    // Line 392 truncates toward zero. In the article's sign: positive where the local clock is ahead.
    private TimeSpan SkewOf(Token token) => UnverifiedJwt.Decode(token.Value).IssuedAt is { } issuedAt
        ? TimeSpan.FromSeconds((Now - issuedAt).Ticks / TimeSpan.TicksPerSecond)
        : TimeSpan.Zero;

    private async Task DiagnoseAsync(HttpResponseMessage response, Token token, CancellationToken cancellationToken)
    {
        try
        {
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            Logger.LogWarning("401 Details - Code: {Code}, Message: {Message}", Text(body, "code"), Text(body, "message"));
            // Line 484 adds the skew that line 396 subtracts.
            var estimate = Now + _auth.Skew;
            if (UnverifiedJwt.Decode(token.Value).ExpiresAt < estimate)
                Logger.LogError("CONFIRMED: Token expired due to clock skew.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Logger.LogError(exception, "Failed to analyze 401 response");
        }
    }

    private static string? Text(JsonDocument body, string name) => body.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;

    private sealed record Auth(Token? Token, DateTimeOffset? Expiry, DateTimeOffset? RefreshAt, TimeSpan Skew);
}
