using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>The clients: as many as wanted, all alike.</summary>
public sealed record ClientsSection
{
    /// <value>How many clients there are. 1 by default.</value>
    [Description("How many clients there are.")]
    [Bounds("1", "1000")]
    public int Count { get; init; } = 1;

    /// <value>How a client gets a new access token. Client credentials by default.</value>
    [Description("How a client gets a new access token.")]
    public GrantName Grant { get; init; } = GrantName.ClientCredentials;

    /// <value>The clock of each client. Exact by default.</value>
    [Description("The clock of each client.")]
    public ClockSection Clock { get; init; } = new();
}

/// <summary>How a client gets a new access token.</summary>
public enum GrantName
{
    /// <summary>By its own credentials (RFC 6749 section 4.4).</summary>
    ClientCredentials,

    /// <summary>By a refresh token (RFC 6749 section 6).</summary>
    RefreshToken,
}
