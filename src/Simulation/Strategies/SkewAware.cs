using System.Globalization;
using SkewLab.Client;
using SkewLab.ClientContract;

namespace SkewLab.Simulation.Strategies;

/// <summary>Lets the skew-aware client, which knows no lab, in by the lab's door.</summary>
[Strategy("skew-aware", Rule = "Counts a token's age from the request, on elapsed time; renews early; keeps the previous token until the new one is accepted.", Source = "src/ClientUnderTest, the client to take home")]
[StrategyOption("maxAhead", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "How far an API node's clock may be ahead of the IdP's.")]
[StrategyOption("maxDriftPpm", StrategyOptionKind.Count, "500", Min = "0", Max = "100000", Description = "How fast elapsed time may lag behind true time, in ppm.")]
[StrategyOption("margin", StrategyOptionKind.Duration, "1m", Min = "0s", Max = "1d", Description = "How long before its hard limit a token is renewed.")]
[StrategyOption("holdDown", StrategyOptionKind.Duration, "2s", Min = "0s", Max = "1d", Description = "How long the previous token stays in use after a renewal.")]
[StrategyOption("maxHoldDown", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "How long holdDown may grow.")]
[StrategyOption("maxSends", StrategyOptionKind.Count, "8", Min = "1", Max = "100", Description = "How often one call may be sent in all.")]
[StrategyOption("maxAddedDelay", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "How long after its first 401 a call may still be resent: the retry budget.")]
[StrategyOption("tokenRequestTimeout", StrategyOptionKind.Duration, "30s", Min = "1ms", Max = "1d", Description = "How long one token request may take.")]
[StrategyOption("refusalMemory", StrategyOptionKind.Duration, "30s", Min = "1ms", Max = "1d", Description = "How long the token endpoint is left alone after it refused the credentials or the grant.")]
[StrategyOption("maxRetryAfter", StrategyOptionKind.Duration, "5m", Min = "0s", Max = "1d", Description = "The longest Retry-After of the token endpoint that is believed.")]
[StrategyOption("reuseGrace", StrategyOptionKind.Duration, "0s", Min = "0s", Max = "1d", Description = "For how long after a token request the refresh token may be presented once more if the answer is lost; what the IdP grants, or less.")]
[StrategyOption("detectDiscontinuities", StrategyOptionKind.Switch, "true", Description = "Whether a forward jump of the wall clock against elapsed time renews the token.")]
[StrategyOption("replayBufferLimitBytes", StrategyOptionKind.Count, "0", Min = "0", Max = "1000000", Description = "How many bytes of a body that can be read only once are kept for a resend.")]
public sealed class SkewAware : IClientFactory
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is unknown, or the options do not fit each other; the message names them.</exception>
    public HttpClient Create(ClientEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
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
        };
        foreach (var (name, value) in environment.Options.OrderBy(option => option.Key, StringComparer.Ordinal))
            Set(options, name, value);
        var handler = new SkewAwareHandler(options, environment.Logger) { InnerHandler = environment.Network };
        return new(handler, disposeHandler: false) { BaseAddress = environment.ApiBaseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    // Form and range have been checked; what the options are together, the handler checks.
    private static void Set(SkewAwareOptions options, string name, string value)
    {
        switch (name)
        {
            case "maxAhead": options.MaxAhead = Time(value); break;
            case "maxDriftPpm": options.MaxDriftPpm = Count(value); break;
            case "margin": options.Margin = Time(value); break;
            case "holdDown": options.HoldDown = Time(value); break;
            case "maxHoldDown": options.MaxHoldDown = Time(value); break;
            case "maxSends": options.MaxSends = Count(value); break;
            case "maxAddedDelay": options.MaxAddedDelay = Time(value); break;
            case "tokenRequestTimeout": options.TokenRequestTimeout = Time(value); break;
            case "refusalMemory": options.RefusalMemory = Time(value); break;
            case "maxRetryAfter": options.MaxRetryAfter = Time(value); break;
            case "reuseGrace": options.ReuseGrace = Time(value); break;
            case "detectDiscontinuities": options.DetectDiscontinuities = value == "true"; break;
            case "replayBufferLimitBytes": options.ReplayBufferLimitBytes = Count(value); break;
            default: throw new ArgumentException($"skew-aware has no option '{name}'.", nameof(name));
        }
    }

    private static TimeSpan Time(string value) => TimeSpan.ParseExact(value, "c", CultureInfo.InvariantCulture);

    private static int Count(string value) => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);

    // The lab's storage by the client's own name for one: neither room knows the other.
    private sealed class Store(IRefreshTokenStorage storage) : IRefreshTokenStore
    {
        public ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => storage.LockAsync(cancellationToken);

        public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => storage.ReadAsync(cancellationToken);

        public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken) => storage.WriteAsync(refreshToken, cancellationToken);
    }
}
