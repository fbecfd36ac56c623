// Article 000, step 2: lines 248-284.
//
// As printed: line 256 reads self.auth.clock_skew_seconds in a method of the class that is the auth and has no such attribute (lines 48-55). Nothing is
// repaired: this is the control that shows a strategy which never sends a request. The complete example (server-time-estimate) is the same idea with the two
// names put right.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Raises on every call.</summary>
[Strategy(
    "server-time-estimate-as-printed",
    Rule = "Reads self.auth on an object that has none: every call raises before any request.",
    Source = "article 000, lines 248-284")]
public sealed class ServerTimeEstimateAsPrinted : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<ServerTimeEstimateAsPrinted>(environment, _ => new Handler(environment));

    private sealed class Handler(ClientEnvironment environment) : ComparatorHandler(environment)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new MissingMemberException("'ClockSkewAwareAuth' object has no attribute 'auth'");
    }
}
