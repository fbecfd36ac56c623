// Article 000, step 1: lines 57-80 (the token request), 94-114 (the skew), 116-148 (when to fetch), 168-204 (the call and its retry), 216-240 (the diagnosis).
//
// As printed: the retry of line 193 asks the same function again, which finds the cached token and resends it. The |skew| of line 136 is in the buffer of a
// first fetch, or of one after idleness, and forgotten by the next (line 146). The skew is measured at a fetch and never again. No lock: concurrent callers
// fetch concurrently.
// A token that is no JWT raises in line 91, after lines 127-128 have kept it: until it expires every later call raises in line 139, where refresh_at is still
// None.
// Line 203 raises on any 4xx and 5xx, the second 401 among them; here that response is returned, so that it counts as what the caller saw.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Measures the skew at each fetch, and refreshes earlier by as much.</summary>
[Strategy(
    "skew-buffer",
    Rule =
        "skew = int(now - iat); refresh 30 s + |skew| before now + expires_in, from the second refresh on 30 s; on a 401 resend once with whatever token is "
            + "cached.",
    Source = "article 000, lines 57-240")]
[StrategyOption(
    "buffer", StrategyOptionKind.Duration, "30s", Min = "0s", Max = "1d", Description = "How long before its expiry a token is replaced, besides the skew.")]
[StrategyOption("timeout", StrategyOptionKind.Duration, "15s", Min = "1ms", Max = "1d", Description = "How long a call waits for its answer.")]
[StrategyOption("tokenTimeout", StrategyOptionKind.Duration, "10s", Min = "1ms", Max = "1d", Description = "How long a token request waits for its answer.")]
public sealed class SkewBuffer : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<SkewBuffer>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ClockSkewAwareHandler(environment, options)
    {
        protected override DateTimeOffset JudgingTime(DateTimeOffset now, TimeSpan skew) => now;

        // Line 121 has read the time before the fetch.
        protected override DateTimeOffset ExpiryOf(Token token, DateTimeOffset now) => now + token.Lifetime;
    }
}
