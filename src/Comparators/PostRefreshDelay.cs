// Article 002, the C# answer: lines 70 (wait a second after the refresh), 72-93 (the refresh).
//
// As printed: the new token is handed out only after the second of line 90, and nothing marks a refresh as under way. So whoever finds the token expired
// meanwhile refreshes and waits too, and whoever does not find it expired goes on with the old one. Client id and secret travel in the form (lines 79-80). Line
// 74 makes an HttpClient, whose time-out is 100 s. Nobody looks at the status: the body of a refusal holds no token, and reading it raises.
// Printed nowhere: when the refresh is called. It is called as in the question (naive-expiry): when expires_in, counted on the local wall clock from the
// answer's arrival, is over.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Waits a second with each new token before it is used.</summary>
[Strategy(
    "post-refresh-delay",
    Rule = "As naive-expiry, but hold each new token back for 1 s before it is used: no lock, so everyone who meets an expired token refreshes.",
    Source = "article 002, lines 66-95")]
[StrategyOption("delay", StrategyOptionKind.Duration, "1s", Min = "0s", Max = "1h", Description = "How long a new token is held back.")]
[StrategyOption("timeout", StrategyOptionKind.Duration, "100s", Min = "1ms", Max = "1d", Description = "How long a token request waits for its answer.")]
public sealed class PostRefreshDelay : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) =>
        Plumbing.ToClient<PostRefreshDelay>(environment, options => new PostRefreshDelayHandler(environment, options, gate: null));
}
