// Article 000, the complete example: lines 352-370 (the token request), 379-392 (the skew), 394-419 (when to fetch), 426-460 (the call and its retry), 472-490
// (the diagnosis).
//
// As printed: line 396 takes the wall clock less the skew of the last fetch for the server's clock, so a clock that steps in between is not noticed, and an old
// token that an IdP hands out again makes its age the skew. The retry of line 449 finds the cached token and resends it. The |skew| of line 407 is forgotten by
// the next fetch (line 417).
// No lock: concurrent callers fetch concurrently. A token that is no JWT raises in line 377, before line 404 could note an expiry: every call fetches another.
// Line 459 raises on any 4xx and 5xx, the second 401 among them; here that response is returned, so that it counts as what the caller saw.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Compares the token's <c>exp</c> with an estimate of the server's clock.</summary>
[Strategy(
    "server-time-estimate",
    Rule = "As skew-buffer, but the wall clock less the skew is compared with the JWT's exp.",
    Source = "article 000, lines 322-515")]
[StrategyOption(
    "buffer", StrategyOptionKind.Duration, "30s", Min = "0s", Max = "1d", Description = "How long before its expiry a token is replaced, besides the skew.")]
[StrategyOption("timeout", StrategyOptionKind.Duration, "15s", Min = "1ms", Max = "1d", Description = "How long a call waits for its answer.")]
[StrategyOption("tokenTimeout", StrategyOptionKind.Duration, "10s", Min = "1ms", Max = "1d", Description = "How long a token request waits for its answer.")]
public sealed class ServerTimeEstimate : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<ServerTimeEstimate>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ClockSkewAwareHandler(environment, options)
    {
        protected override DateTimeOffset JudgingTime(DateTimeOffset now, TimeSpan skew) => now - skew;

        // Line 404 computes its fallback even where it needs none: an answer without expires_in raises.
        protected override DateTimeOffset ExpiryOf(Token token, DateTimeOffset now)
        {
            var claims = UnverifiedJwt.Decode(token.Value);
            var fallback = now + token.Lifetime;
            return claims.ExpiresAt ?? fallback;
        }
    }
}
