using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SkewLab.ClientContract;

/// <summary>Everything a client may know of the world it lives in: its own clock, its own network, its own credentials.</summary>
/// <remarks>A client that takes time, connections or randomness from anywhere else leaves the world, and the run is reported as UNSOUND.</remarks>
public sealed record ClientEnvironment
{
    /// <value>The client machine's clock: wall (<c>GetUtcNow</c>), elapsed (<c>GetTimestamp</c>) and timers.</value>
    public required TimeProvider Time { get; init; }

    /// <value>The network as the client sees it. The client wraps it and never disposes it.</value>
    public required HttpMessageHandler Network { get; init; }

    /// <value>The IdP's token endpoint (RFC 6749 section 3.2).</value>
    public required Uri TokenEndpoint { get; init; }

    /// <value>The API's base address; requests to its origin carry the access token.</value>
    public required Uri ApiBaseAddress { get; init; }

    /// <value>The OAuth client identifier (RFC 6749 section 2.2).</value>
    public required string ClientId { get; init; }

    /// <value>The OAuth client secret (RFC 6749 section 2.3.1), sent by HTTP Basic or in the form.</value>
    public required string ClientSecret { get; init; }

    /// <value>The grant that renews the access token. The default is <see cref="ClientGrant.ClientCredentials"/>.</value>
    public ClientGrant Grant { get; init; } = ClientGrant.ClientCredentials;

    /// <value>The scope to ask for, space-separated (RFC 6749 section 3.3); null asks for the client's whole registered scope.</value>
    public string? Scope { get; init; }

    /// <value>The refresh token the client starts with; null unless <see cref="Grant"/> is <see cref="ClientGrant.RefreshToken"/>.</value>
    public string? RefreshToken { get; init; }

    /// <value>
    /// Where refresh tokens outlive the process and are shared with its siblings; null (the default) if the scenario gives none, then a client has its memory
    /// only.
    /// </value>
    public IRefreshTokenStorage? RefreshTokenStorage { get; init; }

    /// <value>
    /// The strategy's options as the scenario sets them, by camelCase name, checked against its <see cref="StrategyOptionAttribute"/>s and written as
    /// <see cref="StrategyOptionKind"/> says. One that the scenario does not set is not in it. Empty by default.
    /// </value>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <value>The client's own source of randomness, seeded by the run.</value>
    public required Random Random { get; init; }

    /// <value>Where the client logs. The default drops every line.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Names the client without its secrets.</summary>
    public override string ToString() => $"{ClientId} ({Grant}) at {TokenEndpoint}";
}
