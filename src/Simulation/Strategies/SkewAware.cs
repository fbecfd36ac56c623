using SkewLab.Client;
using SkewLab.ClientContract;

namespace SkewLab.Simulation.Strategies;

/// <summary>Lets the skew-aware client, which knows no lab, in by the lab's door.</summary>
[Strategy("skew-aware", Rule = "Counts a token's age from the request, on elapsed time; renews early; keeps the previous token until the new one is accepted.", Source = "src/ClientUnderTest, the client to take home")]
public sealed class SkewAware : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.Options.Count > 0)
            throw new ArgumentException($"skew-aware has no option '{environment.Options.Keys.Order(StringComparer.Ordinal).First()}'.", nameof(environment));
        var options = new SkewAwareOptions
        {
            TokenEndpoint = environment.TokenEndpoint,
            ClientId = environment.ClientId,
            ClientSecret = environment.ClientSecret,
            Grant = environment.Grant == ClientGrant.RefreshToken ? TokenGrant.RefreshToken : TokenGrant.ClientCredentials,
            Scope = environment.Scope,
            RefreshToken = environment.RefreshToken,
            AllowedOrigins = [environment.ApiBaseAddress],
            TimeProvider = environment.Time,
            Random = environment.Random.NextDouble,
        };
        var handler = new SkewAwareHandler(options, environment.Logger) { InnerHandler = environment.Network };
        return new(handler, disposeHandler: false) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }
}
