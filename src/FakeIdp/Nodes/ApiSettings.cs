namespace SkewLab.FakeIdp;

/// <summary>How an API node judges bearer tokens. Immutable: give the node another one to change its mind.</summary>
public sealed record ApiSettings
{
    /// <value>The validator whose edges the node imitates. The default is <see cref="ValidatorPreset.Jose"/>.</value>
    public ValidatorPreset Validator { get; init; } = ValidatorPreset.Jose;

    /// <value>The audience the node asks for in <c>aud</c>; null (the default) asks for the IdP's own audience setting.</value>
    public string? Audience { get; init; }

    /// <value>The issuer the node asks for in <c>iss</c>; null (the default) asks for whatever the IdP calls itself.</value>
    public string? Issuer { get; init; }

    /// <value>When signatures are verified. The default is once per token and node.</value>
    public VerifySignatures VerifySignatures { get; init; }

    /// <value>Whether routes ask for their scopes (403 <c>insufficient_scope</c>). True by default.</value>
    public bool EnforceScopes { get; init; } = true;

    /// <value>The <c>realm</c> of challenges. The default is <c>skewlab</c>.</value>
    public string Realm { get; init; } = "skewlab";
}

/// <summary>When an API node verifies a token's signature.</summary>
public enum VerifySignatures
{
    /// <summary>Once per token and node, remembered by the exact token. All else is checked at every request.</summary>
    OncePerToken,

    /// <summary>At every request.</summary>
    Always,
}
