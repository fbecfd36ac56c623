// Article 001, Python: lines 30-72 (the token request and its skew), 122-159 (the manager and its lock), 172-192 (the call), 193-211 (the one retry).
//
// As printed: the lock of line 130 is held across the token request, and the retry of lines 198-200 drops whatever token is there, without asking whether
// another caller has already replaced the one that failed. No request has a time-out: only the network ends a wait. Algebra: iat + ttl - (iat - mid) = mid +
// ttl, so the skew cancels.
// Repaired, or it could not run: line 58 looks for iat in the body of the token response, where no IdP puts it; it is read from the JWT instead, unverified.
// Line 206 raises on the second 401; here that response is returned, so that it counts as a 401 that the caller saw.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Takes the token's <c>iat</c> for the server's clock, and computes from it when the token expires on the client's.</summary>
[Strategy(
    "iat-offset",
    Rule = "skew = iat - (before + after)/2; fetch 30 s before iat + expires_in - skew under one lock; on a 401 drop the token, fetch, resend once.",
    Source = "article 001, lines 30-72, 122-159, 172-211")]
[StrategyOption("buffer", StrategyOptionKind.Duration, "30s", Min = "0s", Max = "1d", Description = "How long before its computed expiry a token is replaced.")]
public sealed class IatOffset : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) =>
        Plumbing.ToClient<IatOffset>(
            environment, options => new IatOffsetHandler(environment, options.Duration("buffer"), timeout: null, new SemaphoreSlim(1, 1)));
}
