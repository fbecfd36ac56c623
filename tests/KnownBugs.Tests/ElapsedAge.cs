using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Counts a token's age on elapsed time and asks nothing else.</summary>
[Strategy(
    "elapsed-age",
    Rule = "Refresh 60 s before expires_in, counted on elapsed time from receipt; no retry.",
    Source = "opentdf/platform#1854, dotnet/runtime#77945")]
public sealed class ElapsedAge : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);
        private TokenInHand? _token;
        private long _receivedAt;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || Time.GetElapsedTime(_receivedAt) >= token.Lifetime - Margin)
                (_token, _receivedAt) = (token = await AskAsync(cancellationToken), Time.GetTimestamp());
            return await CallAsync(request, token, cancellationToken);
        }
    }
}
