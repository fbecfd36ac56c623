using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Cuts the fraction off its own time, so that the last second never passes.</summary>
[Strategy("whole-seconds", Rule = "Refresh when the wall clock in whole seconds is greater than exp.", Source = "spring-attic/spring-security-oauth#1287")]
public sealed class WholeSeconds : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private TokenInHand? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || Now.ToUnixTimeSeconds() > token.ExpiresAt.ToUnixTimeSeconds())
                _token = token = await AskAsync(cancellationToken);
            return await CallAsync(request, token, cancellationToken);
        }
    }
}
