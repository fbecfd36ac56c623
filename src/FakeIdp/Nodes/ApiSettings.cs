using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Nodes;

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

    /// <value>Whether routes ask for their scopes (<c>insufficient_scope</c>). True by default.</value>
    public bool EnforceScopes { get; init; } = true;

    /// <value>The status where a token lacks the route's scope: 403 (RFC 6750 section 3.1, the default) or 401, which is then a refusal with the cause
    /// <see cref="RefusalCause.InsufficientScope"/> (article 000 lines 533 to 539 have it so).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither.</exception>
    public int MissingScopeStatus { get; init => field = UnauthorizedOrForbidden(value, "missing scope"); } = 403;

    /// <value>The status where the node has not learnt of the token yet: 401 (the default) or 403 without a challenge, as one large public API answers
    /// (octokit/handbook#8).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither.</exception>
    public int PropagatingStatus { get; init => field = UnauthorizedOrForbidden(value, "propagating token"); } = 401;

    /// <value>How the node keeps its copy of the IdP's key set; null (the default) sees the key set at every request, as
    /// <see cref="IPropagation.LearnsKeyAfter"/> says. With a cache, that says what a fetch sees. Opaque tokens need no keys.</value>
    public KeySetCache? KeySetCache { get; init; }

    /// <value>How many conversations the paged query finds. Zero or more; 250,000 by default. Every node of an API finds the same ones.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int QueryHits
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A query finds zero or more hits.");
    } = 250_000;

    /// <value>The <c>realm</c> of challenges. The default is <c>skewlab</c>.</value>
    public string Realm { get; init; } = "skewlab";

    private static int UnauthorizedOrForbidden(int status, string what) => status is 401 or 403
        ? status
        : throw new ArgumentOutOfRangeException(nameof(status), status, $"The status of a {what} is 401 or 403.");
}

/// <summary>When an API node verifies a token's signature.</summary>
public enum VerifySignatures
{
    /// <summary>Once per token and node, remembered by the exact token. All else is checked at every request.</summary>
    OncePerToken,

    /// <summary>At every request.</summary>
    Always,
}
