using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Takes up each refresh token it is given, and lets every caller who finds no live token ask for one.</summary>
[Strategy("rotates-unlocked", Rule = "Renew 75 s before the end with the newest refresh token; no lock.", Source = "supabase/auth-js#203")]
public sealed class RotatesUnlocked : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new RotatingHandler(environment, gate: null);
}

/// <summary>As <see cref="RotatesUnlocked"/> inside a lock. It looks in no store, and waits for an answer as long as the network does.</summary>
[Strategy(
    "rotates-locked",
    Rule = "Renew 75 s before the end with the newest refresh token, under one lock; after a failure present the same one again.",
    Source = "github/copilot-cli#3456, doorkeeper#486")]
public sealed class RotatesLocked : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new RotatingHandler(environment, new SemaphoreSlim(1, 1));
}

internal sealed class RotatingHandler(ClientEnvironment environment, SemaphoreSlim? gate) : TokenHandler(environment)
{
    private HeldToken? _held;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        await CallAsync(request, await GetAsync(cancellationToken), cancellationToken);

    private async Task<HeldToken> GetAsync(CancellationToken cancellationToken)
    {
        await (gate?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
        try
        {
            if (_held is not { } held || Now >= held.ExpiresAt - Buffer)
                _held = held = await FetchAsync(cancellationToken);
            return held;
        }
        finally
        {
            gate?.Release();
        }
    }
}
