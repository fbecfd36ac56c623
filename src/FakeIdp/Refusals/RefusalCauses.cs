using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Refusals;

/// <summary>The table of causes: name, challenge text and sentence. A new cause is one row here and one value of <see cref="RefusalCause"/>.</summary>
internal static class RefusalCauses
{
    private static readonly Dictionary<RefusalCause, Row> Rows = new()
    {
        [RefusalCause.MissingToken] = new("missing_token", "", r => $"the request reached {r.Node} without a bearer token: send Authorization: Bearer"),
        [RefusalCause.Malformed] = new("malformed", "The access token is malformed", r => $"{r.Node} cannot read the token: {r.Detail}; get a new token"),
        [RefusalCause.UnknownKid] = new("unknown_kid", "The signing key of the access token is unknown", UnknownKid),
        [RefusalCause.RetiredKid] = new("retired_kid", "The signing key of the access token is retired", RetiredKid),
        [RefusalCause.BadSignature] = new("bad_signature", "The signature of the access token is invalid", r =>
            $"the signature ({r.Detail}) does not verify at {r.Node}: the token was altered, or signed by a key the IdP does not have"),
        [RefusalCause.WrongIssuer] = new("wrong_issuer", "The issuer of the access token is wrong", r => $"{r.Detail}: {r.Node} trusts another issuer"),
        [RefusalCause.WrongAudience] = new("wrong_audience", "The audience of the access token is wrong", r =>
            $"{r.Detail}: the token is meant for another API than {r.Node}"),
        [RefusalCause.NotPropagated] = new("not_propagated", "The access token is not known", r =>
            $"{r.Token} was issued {RefusalText.Span(r.Since)} ago and {r.Node} learns of it {RefusalText.Span(r.LearnsAfter)} after its issue: "
            + $"{RefusalText.Span(r.Margin)} too early; send the same token again"),
        [RefusalCause.Revoked] = new("revoked", "The access token is revoked", Revoked),
        [RefusalCause.Expired] = new("expired", "The access token expired", r =>
            $"exp {RefusalText.Claim(r.ExpiresAt, r.ApiNow)} {(r.AcceptsAtExpiry ? "<" : "<=")} {r.Node} {RefusalText.Judged(r, r.ExpiresAt)} - leeway {RefusalText.Span(r.Leeway)}: "
            + $"expired by {RefusalText.Span(r.Margin)}", NamesClientClock: true),
        [RefusalCause.NotYetValid] = new("not_yet_valid", "The access token is not valid yet", r =>
            $"nbf {RefusalText.Claim(r.NotBefore, r.ApiNow)} > {r.Node} {RefusalText.Judged(r, r.NotBefore)} + leeway {RefusalText.Span(r.Leeway)}: valid in {RefusalText.Span(r.Margin)}; "
            + RefusalText.Clock("the IdP's", r.IdpNow, r), NamesClientClock: true),
        [RefusalCause.IssuedInFuture] = new("issued_in_future", "The access token was issued in the future", r =>
            $"iat {RefusalText.Claim(r.IssuedAt, r.ApiNow)} > {r.Node} {RefusalText.Judged(r, r.IssuedAt)} + leeway {RefusalText.Span(r.Leeway)}: "
            + $"issued {RefusalText.Span(r.Margin)} in the future; "
            + RefusalText.Clock("the IdP's", r.IdpNow, r), NamesClientClock: true),
        [RefusalCause.InsufficientScope] = new("insufficient_scope", "The request requires another scope", r =>
            $"{r.Detail}, which the request asks for at {r.Node}: get a token with that scope; no renewal helps"),
        [RefusalCause.Injected] = new("injected", "Injected by the scenario", r =>
            $"{r.Node} answered 401 because the scenario asked for it: no token would have helped"),
    };

    public static string NameOf(RefusalCause cause) => Rows[cause].Name;

    /// <summary>The <c>error_description</c> of the challenge.</summary>
    public static string DescriptionOf(RefusalCause cause) => Rows[cause].Description;

    public static string Sentence(Refusal refusal, DateTimeOffset? clientNow)
    {
        var row = Rows[refusal.Cause];
        var sentence = row.Compose(refusal);
        return row.NamesClientClock && clientNow is { } client ? $"{sentence}; {RefusalText.Clock("the client's", client, refusal)}" : sentence;
    }

    private static string Revoked(Refusal refusal)
    {
        var reason = refusal.Token?.Revocation switch
        {
            { ReusedRefreshToken: { } reused } => $" because refresh token {reused} was used twice",
            { ReusedCode: { } code } => $" because authorization code {code} was used twice",
            { RevokedRefreshToken: { } revoked } => $" because refresh token {revoked} was revoked",
            _ => null,
        };
        return $"{refusal.Token} was revoked {RefusalText.Span(refusal.Since)} ago{reason} and {refusal.Node} learnt of it {RefusalText.Span(refusal.LearnsAfter)} later: "
            + (reason is null ? "get a new token" : "the refresh tokens of its family are revoked too, so ask for a new grant");
    }

    private static string RetiredKid(Refusal refusal) => $"kid {refusal.Detail} left the IdP's key set {RefusalText.Span(refusal.Since)} ago and "
        + (refusal.KeySetAge is { } age
            ? $"{refusal.Node} fetched the key set {RefusalText.Span(age)} ago: get a token signed by a current key"
            : $"{refusal.Node} learnt of it {RefusalText.Span(refusal.LearnsAfter)} later: get a token signed by a current key");

    private static string UnknownKid(Refusal refusal) => refusal switch
    {
        { Since: null } => $"kid {refusal.Detail} is in no key set of the IdP: the token comes from elsewhere",
        { AsksAgainAfter: { } again } => $"kid {refusal.Detail} was published {RefusalText.Span(refusal.Since)} ago; "
            + $"{refusal.Node} fetched the key set {RefusalText.Span(refusal.KeySetAge)} ago and asks again {RefusalText.Span(again)} after a fetch: "
            + $"{RefusalText.Span(refusal.Margin)} too early; send the same token again",
        _ => $"kid {refusal.Detail} was published {RefusalText.Span(refusal.Since)} ago "
            + $"and {refusal.Node} learns of it {RefusalText.Span(refusal.LearnsAfter)} after publication: "
            + $"{RefusalText.Span(refusal.Margin)} too early; send the same token again",
    };

    private sealed record Row(string Name, string Description, Func<Refusal, string> Compose, bool NamesClientClock = false);
}
