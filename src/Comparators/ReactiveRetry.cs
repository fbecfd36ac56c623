// Article 003, the complete example: lines 196-198 (three sends, where line 65 promises one retry), 199-213 (the forced refresh), 214-245 (the loop).
//
// As printed: no schedule, so each expiry is noticed by a 401. Every caller that is refused forces a token of its own, whether or not a newer one is there
// already, sleeps for the second of line 234 and resends blindly, whatever the request does. A refresh that fails, for whatever reason, gives the 401 to the
// caller (line 238). No lock, no time-out.
// Repaired, or it could not run: get_access_token (line 209) is taken to fetch a token. The first one comes with the first call (line 257 has it fetched at the
// start), and raises if it cannot be had. Line 245 raises the last 401; here that response is returned, so that it counts as a 401 that the caller saw.
using System.Net;
using Microsoft.Extensions.Logging;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Asks for another token only when a call was refused.</summary>
[Strategy(
    "reactive-retry",
    Rule = "No schedule: on a 401 force a token, sleep 1 s and resend, up to 3 sends; no lock.",
    Source = "article 003, lines 196-245")]
[StrategyOption(
    "delay", StrategyOptionKind.Duration, "1s", Min = "0s", Max = "1h", Description = "How long it sleeps between the new token and the next send.")]
[StrategyOption("retries", StrategyOptionKind.Count, "2", Min = "0", Max = "100", Description = "How many times a refused call is sent again.")]
public sealed class ReactiveRetry : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<ReactiveRetry>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ComparatorHandler(environment)
    {
        private readonly TimeSpan _delay = options.Duration("delay");
        private readonly int _retries = options.Count("retries");
        private volatile Token? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _token ??= await FetchAsync(cancellationToken);
            var response = await CallAsync(request, _token.Header, cancellationToken);
            for (var retry = 0; retry < _retries && response.StatusCode == HttpStatusCode.Unauthorized; retry++)
            {
                if (!await TryForceTokenAsync(cancellationToken))
                    break;
                await WaitAsync(_delay, cancellationToken);
                response.Dispose();
                response = await CallAsync(Plumbing.Copy(request), _token.Header, cancellationToken);
            }

            return response;
        }

        private async Task<bool> TryForceTokenAsync(CancellationToken cancellationToken)
        {
            try
            {
                _token = await FetchAsync(cancellationToken);
                return true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Logger.LogError(exception, "Failed to refresh token");
                return false;
            }
        }

        private async Task<Token> FetchAsync(CancellationToken cancellationToken) =>
            (await AskForTokenAsync(cancellationToken)).ReadOrRaise("Token request failed");
    }
}
