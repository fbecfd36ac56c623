namespace SkewLab.Client;

/// <summary>How <see cref="SkewAwareHandler"/> asks for an access token.</summary>
public enum TokenGrant
{
    /// <summary>RFC 6749 section 4.4: the client's own credentials.</summary>
    ClientCredentials,

    /// <summary>RFC 6749 section 6: a refresh token. One that the answer brings replaces the one before, in the store.</summary>
    RefreshToken,
}
