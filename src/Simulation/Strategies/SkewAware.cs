using SkewLab.Client;
using SkewLab.ClientContract;

namespace SkewLab.Simulation.Strategies;

/// <summary>Lets the skew-aware client, which knows no lab, in by the lab's door.</summary>
[Strategy("skew-aware", Rule = "Counts a token's age from the request, on elapsed time; renews early; keeps the previous token until the new one is accepted.", Source = "src/ClientUnderTest, the client to take home")]
[StrategyOption("reuseGrace", StrategyOptionKind.Duration, "0s", Min = "0s", Max = "1d", Description = "For how long after a token request the refresh token may be presented once more if the answer is lost; what the IdP grants, or less.")]
[StrategyOption("detectDiscontinuities", StrategyOptionKind.Switch, "true", Description = "Whether a forward jump of the wall clock against elapsed time renews the token.")]
public sealed class SkewAware : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.Options.Keys.Except(["reuseGrace", "detectDiscontinuities"]).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"skew-aware has no option '{unknown}'.", nameof(environment));
        var defaults = new SkewAwareOptions();
        var options = new SkewAwareOptions
        {
            TokenEndpoint = environment.TokenEndpoint,
            ClientId = environment.ClientId,
            ClientSecret = environment.ClientSecret,
            Grant = environment.Grant == ClientGrant.RefreshToken ? TokenGrant.RefreshToken : TokenGrant.ClientCredentials,
            Scope = environment.Scope,
            RefreshToken = environment.RefreshTokenStorage is null ? environment.RefreshToken : null,
            RefreshTokenStore = environment.RefreshTokenStorage is { } storage ? new Store(storage) : null,
            AllowedOrigins = [environment.ApiBaseAddress],
            TimeProvider = environment.Time,
            Random = environment.Random.NextDouble,
            ReuseGrace = environment.Options.TryGetValue("reuseGrace", out var grace) ? TimeSpan.Parse(grace) : defaults.ReuseGrace,
            DetectDiscontinuities = environment.Options.TryGetValue("detectDiscontinuities", out var detects) ? bool.Parse(detects) : defaults.DetectDiscontinuities,
        };
        var handler = new SkewAwareHandler(options, environment.Logger) { InnerHandler = environment.Network };
        return new(handler, disposeHandler: false) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    // The lab's storage by the client's own name for one: neither room knows the other.
    private sealed class Store(IRefreshTokenStorage storage) : IRefreshTokenStore
    {
        public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => storage.LockAsync(cancellationToken);

        public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => storage.ReadAsync(cancellationToken);

        public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken) => storage.WriteAsync(refreshToken, cancellationToken);
    }
}
