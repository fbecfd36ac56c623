using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>The access tokens an IdP issues.</summary>
public sealed record TokensSection
{
    /// <value>How long an access token is valid, by the IdP's clock; whole seconds. 1 hour by default.</value>
    [Description("How long an access token is valid, by the IdP's clock; whole seconds.")]
    [Bounds("1s", "3650d")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <value>How an access token looks. A JWT by default.</value>
    [Description("How an access token looks.")]
    public TokenFormatName Format { get; init; } = TokenFormatName.Jwt;

    /// <value>How a JWT is signed. ES256 by default.</value>
    [Description("How a JWT is signed.")]
    public SigningAlgorithmName Algorithm { get; init; } = SigningAlgorithmName.ES256;

    /// <value>Until how long before its end the IdP hands the same token out again; expires_in is then what is left. Null: each answer has a new one.</value>
    [Description("Until how long before its end the IdP hands the same token out again; expires_in is then what is left.")]
    [Bounds("0s", "3650d")]
    [Default("each answer has a new one")]
    [Example("30s")]
    public TimeSpan? CachedUntil { get; init; }

    /// <value>What the token answer says in expires_in. The lifetime by default.</value>
    [Description("What the token answer says in expires_in: the lifetime (or what is left of it), nothing, 0 or -1.")]
    public ExpiresInName ExpiresIn { get; init; } = ExpiresInName.Lifetime;

    /// <value>Whether a token carries nbf, equal to iat: the IdP's time, floored to the second. True by default.</value>
    [Description("Whether a token carries nbf, equal to iat: the IdP's time, floored to the second.")]
    public bool NotBefore { get; init; } = true;
}

/// <summary>How an access token looks.</summary>
public enum TokenFormatName
{
    /// <summary>A signed JWT (RFC 9068).</summary>
    Jwt,

    /// <summary>A random string that the API looks up.</summary>
    Opaque,
}

/// <summary>How a JWT is signed (RFC 7518 section 3.1).</summary>
public enum SigningAlgorithmName
{
    /// <summary>ECDSA on P-256.</summary>
    ES256,

    /// <summary>RSA, PKCS #1 v1.5.</summary>
    RS256,

    /// <summary>HMAC with a shared secret.</summary>
    HS256,
}

/// <summary>What a token answer says in expires_in.</summary>
public enum ExpiresInName
{
    /// <summary>The truth.</summary>
    Lifetime,

    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>0.</summary>
    Zero,

    /// <summary>-1.</summary>
    Negative,
}
