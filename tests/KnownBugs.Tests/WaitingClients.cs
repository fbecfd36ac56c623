using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Shares one token request among all callers, and runs it under the cancellation of the first.</summary>
[Strategy(
    "leader-cancels",
    Rule = "Whoever comes first asks for a token, the others await the same task; it ends with the first caller.",
    Source = "Azure/azure-sdk-for-net#19424")]
public sealed class LeaderCancels : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : TokenHandler(environment)
    {
        private Task<HeldToken>? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || token.IsCompleted && (!token.IsCompletedSuccessfully || Now >= token.Result.ExpiresAt - Buffer))
                _token = token = FetchAsync(cancellationToken);
            return await CallAsync(request, await token, cancellationToken);
        }
    }
}

/// <summary>Lets callers queue for the renewal's lock without their cancellation.</summary>
[Strategy(
    "queues-uncancellably",
    Rule = "Renew 75 s before the end under one lock; neither the wait for it nor the request knows the caller's cancellation.",
    Source = "MSAL.NET#6053")]
public sealed class QueuesUncancellably : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : TokenHandler(environment)
    {
        private readonly SemaphoreSlim _gate = new(1, 1);
        private HeldToken? _held;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await CallAsync(request, await GetAsync(), cancellationToken);

        private async Task<HeldToken> GetAsync()
        {
            await _gate.WaitAsync(CancellationToken.None);
            try
            {
                if (_held is not { } held || Now >= held.ExpiresAt - Buffer)
                    _held = held = await FetchAsync(CancellationToken.None);
                return held;
            }
            finally
            {
                _gate.Release();
            }
        }
    }
}
