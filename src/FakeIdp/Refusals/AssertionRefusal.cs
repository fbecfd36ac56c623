using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Refusals;

/// <summary>Why the IdP refused a client's assertion, with everything its arithmetic needs. Immutable; holds no secret.</summary>
public sealed record AssertionRefusal
{
    /// <value>The cause, from a closed set.</value>
    public required AssertionCause Cause { get; init; }

    /// <value>The name of the IdP that refused.</value>
    public required string Node { get; init; }

    /// <value>The IdP's own clock when it judged.</value>
    public required DateTimeOffset IdpNow { get; init; }

    /// <value>The assertion's <c>iat</c>: what the client's clock read when it signed. Null if it has none or could not be read.</value>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <value>The assertion's <c>nbf</c>; null if it has none or could not be read.</value>
    public DateTimeOffset? NotBefore { get; init; }

    /// <value>The assertion's <c>exp</c>; null if it could not be read.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <value>What the IdP tolerates.</value>
    public TimeSpan Leeway { get; init; }

    /// <value>By how much the assertion came too late (expired) or too early (the other matters of time): zero or more. Null where the cause is no matter of
    /// time.</value>
    public TimeSpan? Margin { get; init; }

    /// <value>How the IdP compares at exactly <c>exp</c> plus leeway.</value>
    internal bool AcceptsAtExpiry { get; init; }

    /// <value>How far <c>exp</c> may lie ahead.</value>
    internal TimeSpan Reach { get; init; }

    /// <summary>The cause, with its arithmetic where it is a matter of time. Printable ASCII: it is the answer's <c>error_description</c>, too.</summary>
    public string Sentence()
    {
        var now = $"{Node} {RefusalText.Reading(IdpNow)}";
        var (exp, leeway, by) = (RefusalText.Claim(ExpiresAt, IdpNow), $"leeway {RefusalText.Span(Leeway)}", $"by {RefusalText.Span(Margin)}");
        var signed = IssuedAt is null ? "" : $"; iat {RefusalText.Claim(IssuedAt, IdpNow)} is what the client's clock read";
        return Cause switch
        {
            AssertionCause.UnknownIssuer => "The assertion's iss names no client that has registered a key.",
            AssertionCause.OtherClient => "The assertion's iss is not the client that authenticated.",
            AssertionCause.BadSignature => "The assertion's signature does not verify by a key that the client registered.",
            AssertionCause.WrongAudience => "The assertion's aud is neither the issuer nor its token endpoint.",
            AssertionCause.Expired => $"The assertion has expired: exp {exp} {(AcceptsAtExpiry ? "<" : "<=")} {now} - {leeway}, {by}{signed}.",
            AssertionCause.NotYetValid => $"The assertion is not valid yet: nbf {RefusalText.Claim(NotBefore, IdpNow)} > {now} + {leeway}, {by}{signed}.",
            AssertionCause.IssuedInFuture => $"The assertion was issued in the future: iat {RefusalText.Claim(IssuedAt, IdpNow)} > {now} + {leeway}, {by}.",
            AssertionCause.ExpiresTooLate => $"The assertion lasts too long: exp {exp} > {now} + {RefusalText.Span(Reach)} + {leeway}, {by}{signed}.",
            _ => "The assertion is no JWT with iss, sub, aud and exp.",
        };
    }

    /// <summary>The cause and the node.</summary>
    public override string ToString() => $"{Cause} at {Node}";
}

/// <summary>Why an IdP refuses an assertion (RFC 7523 section 3), in the order in which it looks.</summary>
public enum AssertionCause
{
    /// <summary>The text is no JWT with the claims that RFC 7523 asks for.</summary>
    Malformed,

    /// <summary><c>iss</c> names no client with a registered key.</summary>
    UnknownIssuer,

    /// <summary><c>iss</c> names another client than the one that authenticated.</summary>
    OtherClient,

    /// <summary>No registered key verifies the signature, or its algorithm is refused.</summary>
    BadSignature,

    /// <summary><c>aud</c> names another server.</summary>
    WrongAudience,

    /// <summary>By the IdP's clock <c>exp</c> has passed.</summary>
    Expired,

    /// <summary>By the IdP's clock <c>nbf</c> lies ahead.</summary>
    NotYetValid,

    /// <summary>By the IdP's clock <c>iat</c> lies ahead, and the IdP asks.</summary>
    IssuedInFuture,

    /// <summary>By the IdP's clock <c>exp</c> lies further ahead than <see cref="IdpSettings.AssertionReach"/>.</summary>
    ExpiresTooLate,
}
