using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.Causes;

/// <summary>The causes of a 401 in words for people.</summary>
public static class CauseWords
{
    /// <summary>For example <c>token not known yet</c> for <see cref="RefusalCause.NotPropagated"/>.</summary>
    public static string Of(RefusalCause cause) => cause switch
    {
        RefusalCause.Expired => "token expired",
        RefusalCause.NotYetValid => "token not valid yet (nbf)",
        RefusalCause.IssuedInFuture => "token issued in the future (iat)",
        RefusalCause.NotPropagated => "token not known yet",
        RefusalCause.Revoked => "token revoked",
        RefusalCause.UnknownKid => "signing key not known yet",
        RefusalCause.RetiredKid => "signing key withdrawn",
        RefusalCause.BadSignature => "bad signature",
        RefusalCause.WrongAudience => "token for another audience",
        RefusalCause.WrongIssuer => "token of another issuer",
        RefusalCause.Malformed => "malformed token",
        RefusalCause.MissingToken => "no token sent",
        RefusalCause.InsufficientScope => "scope too small",
        RefusalCause.Injected => "made by the timeline",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No such cause."),
    };

    /// <summary>By how much a request missed, as the end of a sentence: <c>, 790ms too early</c>; empty for what time has no part in.</summary>
    public static string Missed(Refusal refusal) => (refusal.Cause, refusal.Margin) switch
    {
        (RefusalCause.Expired or RefusalCause.Revoked or RefusalCause.RetiredKid, { } margin) => $", {TimeText.Of(margin)} too late",
        (RefusalCause.NotYetValid or RefusalCause.IssuedInFuture or RefusalCause.NotPropagated or RefusalCause.UnknownKid, { } margin) => $", {TimeText.Of(margin)} too early",
        (RefusalCause.BadSignature or RefusalCause.WrongAudience or RefusalCause.WrongIssuer or RefusalCause.Malformed, _)
            or (RefusalCause.MissingToken or RefusalCause.InsufficientScope or RefusalCause.Injected, _) or (_, null) => "",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal.Cause, "No such cause."),
    };
}
