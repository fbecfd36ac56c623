using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Model;

/// <summary>The clients: as many as wanted, all alike.</summary>
public sealed record ClientsSection
{
    [Description("How many clients there are.")]
    [Bounds("1", "1000")]
    public int Count { get; init; } = 1;

    [Description("How a client gets a new access token.")]
    public GrantName Grant { get; init; } = GrantName.ClientCredentials;

    [Description("What the clients have in common: credentials makes them instances of one OAuth client; refreshToken makes them begin with the same refresh token, too. Needs more than one client.")]
    [Default("nothing")]
    public ShareName? Share { get; init; }

    [Description("Whether refresh tokens are kept where they outlive a process, one place for all that share them; a strategy may look there or not.")]
    public bool StoresRefreshTokens { get; init; }

    [Description("The scope a client asks for, space-separated.")]
    [Example("users:readonly")]
    [Default("none, which gets all there are")]
    public string? Scope { get; init; }

    [Description("The clock of each client.")]
    public ClockSection Clock { get; init; } = new();

    /// <summary>The OAuth client identifier of one client: its own, or <c>client</c> where all are instances of one.</summary>
    /// <param name="index">The client, from 0.</param>
    public string IdOf(int index) => Share is null ? $"client-{index + 1}" : "client";
}

/// <summary>How a client gets a new access token.</summary>
public enum GrantName
{
    /// <summary>By its own credentials (RFC 6749 section 4.4).</summary>
    ClientCredentials,

    /// <summary>By a refresh token (RFC 6749 section 6).</summary>
    RefreshToken,
}

/// <summary>What several clients have in common.</summary>
public enum ShareName
{
    /// <summary>Client identifier and secret, and the refresh token they begin with: a fleet on one token family. Needs the grant refreshToken.</summary>
    RefreshToken,

    /// <summary>Client identifier and secret: instances of one OAuth client, each with tokens of its own.</summary>
    Credentials,
}
