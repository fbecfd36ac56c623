namespace SkewLab.FakeIdp.Tokens;

/// <summary>An authorization code the IdP issued (RFC 6749 section 4.1.2). Good for one use.</summary>
/// <remarks>Its changing part is read and written under the IdP's lock.</remarks>
public sealed class IssuedAuthorizationCode
{
    internal IssuedAuthorizationCode(int ordinal, string value, long issuedAtTimestamp, AuthorizationRequest request, TokenFamily family)
    {
        Ordinal = ordinal;
        Value = value;
        IssuedAtTimestamp = issuedAtTimestamp;
        Request = request;
        Family = family;
    }

    /// <value>1 for the first code of its IdP, then 2, 3, …</value>
    public int Ordinal { get; }

    /// <value>The symbolic name: <c>code#3</c>.</value>
    public string Name => $"code#{Ordinal}";

    /// <value>The code itself. A secret: it belongs into no report and no trace.</value>
    public string Value { get; }

    /// <value>The scope of the grant, space-separated.</value>
    public string Scope => Request.Scope;

    /// <value>The client it was issued to.</value>
    public string ClientId => Family.ClientId;

    /// <summary>The IdP's own elapsed clock at issue.</summary>
    internal long IssuedAtTimestamp { get; }

    internal AuthorizationRequest Request { get; }

    internal TokenFamily Family { get; }

    internal bool IsUsed { get; set; }

    /// <summary>The symbolic name, never the code.</summary>
    public override string ToString() => Name;
}
