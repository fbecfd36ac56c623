using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Reckons with a skew that it takes from the middle between request and answer.</summary>
[Strategy(
    "midpoint-skew",
    Rule = "skew = floor((before + after) / 2) - iat; refresh when exp - ceil(now) + skew is less than 5 s.",
    Source = "keycloak/keycloak-js#11, keycloak/keycloak#16278")]
public sealed class MidpointSkew : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private TokenInHand? _token;
        private long _skewSeconds;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || ExpiresInSeconds(token) < 5)
            {
                var before = Now;
                _token = token = await AskAsync(cancellationToken);
                _skewSeconds = (before + (Now - before) / 2).ToUnixTimeSeconds() - token.IssuedAt.ToUnixTimeSeconds();
            }

            return await CallAsync(request, token, cancellationToken);
        }

        private long ExpiresInSeconds(TokenInHand token) =>
            token.ExpiresAt.ToUnixTimeSeconds() - (Now + TimeSpan.FromTicks(TimeSpan.TicksPerSecond - 1)).ToUnixTimeSeconds() + _skewSeconds;
    }
}
