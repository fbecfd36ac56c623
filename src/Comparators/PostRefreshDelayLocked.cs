// Article 002, the C# answer: lines 70 (wait a second after the refresh, "before allowing requests to proceed"), 72-93 (the refresh), 95 (no other task may go
// on with the old token meanwhile).
//
// As post-refresh-delay, but inside one lock that every call passes, which is how line 95 is obeyed: every caller stalls for the token request and the second
// after it.
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>As <see cref="PostRefreshDelay"/>, inside one lock.</summary>
[Strategy(
    "post-refresh-delay-locked",
    Rule = "As post-refresh-delay inside one lock: one refresh at a time, and every caller stalls for it and for the second after it.",
    Source = "article 002, lines 66-95")]
[StrategyOption("delay", StrategyOptionKind.Duration, "1s", Min = "0s", Max = "1h", Description = "How long a new token is held back.")]
[StrategyOption("timeout", StrategyOptionKind.Duration, "100s", Min = "1ms", Max = "1d", Description = "How long a token request waits for its answer.")]
public sealed class PostRefreshDelayLocked : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) =>
        Plumbing.ToClient<PostRefreshDelayLocked>(environment, options => new PostRefreshDelayHandler(environment, options, new SemaphoreSlim(1, 1)));
}
