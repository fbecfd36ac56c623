using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Refusals;

/// <summary>Why one request was answered 401 (or 403, where <c>NodeDecision.Suppressed</c> holds it), with everything its arithmetic needs. Immutable.</summary>
public sealed class Refusal
{
    /// <value>The cause, from a closed set.</value>
    public required RefusalCause Cause { get; init; }

    /// <value>The cause's name on the wire and in results: <c>not_yet_valid</c>.</value>
    public string CauseName => RefusalCauses.NameOf(Cause);

    /// <value>The name of the node that refused.</value>
    public required string Node { get; init; }

    /// <value>The token that was refused, if the IdP issued it and still remembers it.</value>
    public IssuedToken? Token { get; init; }

    /// <value>The API node's own clock when it judged.</value>
    public required DateTimeOffset ApiNow { get; init; }

    /// <value>The IdP's own clock at the same instant.</value>
    public required DateTimeOffset IdpNow { get; init; }

    /// <value>The token's <c>iat</c>, if it has one and could be read.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <value>The token's <c>nbf</c>, if it has one and could be read.</value>
    public DateTimeOffset? NotBefore { get; init; }

    /// <value>The token's <c>exp</c>, if it could be read.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <value>What the node's validator tolerates.</value>
    public TimeSpan Leeway { get; init; }

    /// <value>By how much the request came too late (expired, revoked, retired) or too early (the others): zero or more. Null where the cause is no matter
    /// of time.</value>
    public TimeSpan? Margin { get; init; }

    /// <value>How long ago, in reference time, the token was issued or revoked, or its key published or retired. Null where the cause is no matter of
    /// propagation.</value>
    public TimeSpan? Since { get; init; }

    /// <value>How long after that the node learns of it. Null where the cause is no matter of propagation.</value>
    public TimeSpan? LearnsAfter { get; init; }

    /// <value>The age of the node's copy of the key set, on its own elapsed clock, where the node keeps one and the key is not in it; otherwise null.</value>
    public TimeSpan? KeySetAge { get; init; }

    /// <value>How long after a fetch the node asks for an unknown key again, where that is what the request came too early for; otherwise null.</value>
    public TimeSpan? AsksAgainAfter { get; init; }

    /// <value>What was found wrong, in words without secrets; null where the numbers say it all.</value>
    public string? Detail { get; init; }

    /// <value>Whether the validator still accepts at exactly <c>exp</c> plus leeway: it decides between <c>&lt;</c> and <c>&lt;=</c> in the sentence.</value>
    public bool AcceptsAtExpiry { get; init; }

    /// <summary>The arithmetic as a sentence that a person can act on. Composed when asked for.</summary>
    /// <param name="clientNow">The client's clock at the same instant, where it is known.</param>
    public string Sentence(DateTimeOffset? clientNow = null) => RefusalCauses.Sentence(this, clientNow);

    /// <summary>The cause and the node, without secrets.</summary>
    public override string ToString() => $"{CauseName} at {Node}";
}
