namespace SkewLab.ClientContract;

/// <summary>How a client renews its access token.</summary>
public enum ClientGrant
{
    /// <summary>RFC 6749 section 4.4: the client's own credentials.</summary>
    ClientCredentials,

    /// <summary>RFC 6749 section 6: a refresh token, which the answer may replace.</summary>
    RefreshToken,
}
