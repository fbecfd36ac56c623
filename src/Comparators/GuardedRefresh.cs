// Article 004, the Python answer: lines 29-54.
//
// As printed: the wrapped refresh hands out the current token while its exp is more than 5 s ahead of the local wall clock (line 46), so it vetoes exactly the
// refresh that a 401 asked for. Line 44 raises on an opaque token; one without exp counts as expired (line 45). No lock, no time-out.
// Repaired, or it could not run: the client around it is printed nowhere. It asks for a token when it has none, and refreshes and resends on every 401 (line
// 22); since nothing bounds that, it ends with an exception after 50 sends.
using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Refreshes on a 401, unless the local wall clock says that the token is still good.</summary>
[Strategy(
    "guarded-refresh",
    Rule = "On a 401 refresh and resend, but while exp is more than 5 s ahead of the wall clock the refresh gives the same token; it ends after 50 sends.",
    Source = "article 004, lines 18-56")]
[StrategyOption("buffer", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "How long before exp a refresh is no longer vetoed.")]
[StrategyOption(
    "cap",
    StrategyOptionKind.Count,
    "50",
    Min = "1",
    Max = "10000",
    Description = "How many times a call is sent before it ends with an exception; the article has no end.")]
public sealed class GuardedRefresh : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<GuardedRefresh>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ComparatorHandler(environment)
    {
        private readonly TimeSpan _buffer = options.Duration("buffer");
        private readonly int _cap = options.Count("cap");
        private volatile Token? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var token = _token ?? await RefreshAsync(cancellationToken);
            var response = await CallAsync(request, token.Header, cancellationToken);
            for (var sends = 1; response.StatusCode == HttpStatusCode.Unauthorized; sends++)
            {
                response.Dispose();
                if (sends == _cap)
                    throw new ResendCapReachedException(
                        $"{request.Method} {request.RequestUri} was refused with 401 {_cap} times; the printed loop has no end, this one has.");
                token = await RefreshAsync(cancellationToken);
                response = await CallAsync(Plumbing.Copy(request), token.Header, cancellationToken);
            }

            return response;
        }

        private async ValueTask<Token> RefreshAsync(CancellationToken cancellationToken)
        {
            if (_token is { } current && UnverifiedJwt.Decode(current.Value).ExpiresAt - _buffer > Now)
                return current;
            return _token = (await AskForTokenAsync(cancellationToken)).ReadOrRaise("Token request failed");
        }
    }
}

/// <summary>A loop that the article leaves without an end has reached the lab's.</summary>
/// <param name="message">Which call, and how often it was sent.</param>
internal sealed class ResendCapReachedException(string message) : Exception(message);
