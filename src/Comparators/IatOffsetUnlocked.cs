// Article 001, JavaScript: lines 75-115 (the token request and its skew), 213-246 (the call), 247-271 (the one retry).
//
// As printed: no lock, so callers that find the token expired, or were refused together, each fetch one. Calls give up after the 10 s of line 220, token
// requests never do.
// Repaired, or it could not run: getValidToken (line 224) and forceRefresh (line 249) are printed nowhere, so they are those of the Python manager (lines
// 129-159, 199) without its lock; line 95 looks for iat in the body of the token response, it is read from the JWT instead, unverified.
// Line 267 raises on the second 401; here that response is returned, so that it counts as a 401 that the caller saw.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>As <see cref="IatOffset"/>, but without its lock.</summary>
[Strategy(
    "iat-offset-unlocked",
    Rule = "As iat-offset without its lock: concurrent callers fetch concurrently; a call gives up after 10 s.",
    Source = "article 001, lines 75-115, 213-271")]
[StrategyOption("buffer", StrategyOptionKind.Duration, "30s", Min = "0s", Max = "1d", Description = "How long before its computed expiry a token is replaced.")]
[StrategyOption("timeout", StrategyOptionKind.Duration, "10s", Min = "1ms", Max = "1d", Description = "How long a call waits for its answer.")]
public sealed class IatOffsetUnlocked : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) =>
        Plumbing.ToClient<IatOffsetUnlocked>(
            environment, options => new IatOffsetHandler(environment, options.Duration("buffer"), options.Duration("timeout"), gate: null));
}
