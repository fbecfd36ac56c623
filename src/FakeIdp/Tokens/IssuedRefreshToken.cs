namespace SkewLab.FakeIdp.Tokens;

/// <summary>A refresh token the IdP issued.</summary>
/// <remarks>Its changing parts are read and written under the IdP's lock.</remarks>
public sealed class IssuedRefreshToken
{
    internal IssuedRefreshToken(int ordinal, string value, string scope, TokenFamily family, long issuedAtTimestamp, TimeSpan? lifetime)
    {
        Ordinal = ordinal;
        Value = value;
        Scope = scope;
        Family = family;
        IssuedAtTimestamp = issuedAtTimestamp;
        Lifetime = lifetime;
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

    /// <value>How long after its issue it is accepted, on the IdP's own elapsed clock; null is without end.</value>
    public TimeSpan? Lifetime { get; }

    internal TokenFamily Family { get; }

    /// <summary>The IdP's own elapsed clock at issue.</summary>
    internal long IssuedAtTimestamp { get; }

    /// <summary>The IdP's own elapsed clock at the first use that rotated the token; null while it is unused.</summary>
    internal long? RotatedAtTimestamp { get; set; }

    /// <summary>The symbolic name, never the token.</summary>
    public override string ToString() => Name;
}
