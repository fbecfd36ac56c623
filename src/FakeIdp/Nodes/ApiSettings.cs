using SkewLab.FakeIdp.Problems;
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
    /// <see cref="RefusalCause.InsufficientScope"/> (docs/articles.md, article 000, lines 533 to 539).</value>
    public int MissingScopeStatus { get; init; } = 403;

    /// <value>The status where the node has not learnt of the token yet: 401 (the default) or 403 without a challenge, as one large public API answers
    /// (octokit/handbook#8).</value>
    public int PropagatingStatus { get; init; } = 401;

    /// <value>How the node keeps its copy of the IdP's key set; null (the default) sees the key set at every request, as
    /// <see cref="IPropagation.LearnsKeyAfter"/> says. With a cache, that says what a fetch sees. Opaque tokens need no keys.</value>
    public KeySetCache? KeySetCache { get; init; }

    /// <value>How many conversations the paged query finds. Zero or more; 250,000 by default. Every node of an API finds the same ones.</value>
    public int QueryHits { get; init; } = 250_000;

    /// <value>The <c>realm</c> of challenges. The default is <c>skewlab</c>.</value>
    public string Realm { get; init; } = "skewlab";

    /// <summary>What is wrong with the settings; empty where an API node takes them.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        problems.AddUnder(nameof(Validator), Validator.Check());
        problems.Require(MissingScopeStatus is 401 or 403, nameof(MissingScopeStatus), MissingScopeStatus, "The status of a missing scope is 401 or 403.");
        problems.Require(PropagatingStatus is 401 or 403, nameof(PropagatingStatus), PropagatingStatus, "The status of a propagating token is 401 or 403.");
        problems.AddUnder(nameof(KeySetCache), KeySetCache?.Check() ?? []);
        problems.Require(QueryHits >= 0, nameof(QueryHits), QueryHits, "A query finds 0 or more hits, for example 250000.");
        return problems;
    }
}

/// <summary>When an API node verifies a token's signature.</summary>
public enum VerifySignatures
{
    /// <summary>Once per token and node, remembered by the exact token. All else is checked at every request.</summary>
    OncePerToken,

    /// <summary>At every request.</summary>
    Always,
}
