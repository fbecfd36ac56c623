namespace SkewLab.FakeIdp;

/// <summary>A refresh token the IdP issued.</summary>
/// <remarks>Its changing parts are read and written under the IdP's lock.</remarks>
public sealed class IssuedRefreshToken
{
    internal IssuedRefreshToken(int ordinal, string value, string scope, TokenFamily family)
    {
        Ordinal = ordinal;
        Value = value;
        Scope = scope;
        Family = family;
    }

    /// <value>1 for the first refresh token of its IdP, then 2, 3, …</value>
    public int Ordinal { get; }

    /// <value>The symbolic name: <c>rt#3</c>.</value>
    public string Name => $"rt#{Ordinal}";

    /// <value>The token itself. A secret: it belongs into no report and no trace.</value>
    public string Value { get; }

    /// <value>The scope of the grant, space-separated.</value>
    public string Scope { get; }

    /// <value>The client it was issued to.</value>
    public string ClientId => Family.ClientId;

    internal TokenFamily Family { get; }

    /// <summary>The IdP's own elapsed clock at the first use that rotated the token; null while it is unused.</summary>
    internal long? RotatedAtTimestamp { get; set; }

    /// <summary>The symbolic name, never the token.</summary>
    public override string ToString() => Name;
}
