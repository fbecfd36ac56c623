using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Bearer;

/// <summary>Judges the bearer token of one request, in a fixed order: text, key, signature, issuer, audience, propagation, revocation, lifetime.</summary>
/// <remarks>The signature is remembered by the exact token; all else is judged at every request, on the node's clock and by what it has learnt until
/// now.</remarks>
internal static partial class BearerCheck
{
    /// <summary>Null if the token is what it says it is: a token of this IdP for this API. Otherwise why not.</summary>
    public static Refusal? Identify(ApiNode node, ReadOnlySpan<char> text, DateTimeOffset now, out PresentedToken token)
    {
        token = Recall(node, text);
        return JudgeText(node, token, now) ?? JudgeKey(node, token, now) ?? JudgeClaims(node, token, now);
    }

    /// <summary>Null if an identified token is acceptable now; otherwise why not.</summary>
    public static Refusal? Judge(ApiNode node, PresentedToken token, DateTimeOffset now) =>
        JudgePropagation(node, token, now) ?? JudgeLifetime(node, token, now);

    /// <summary>The refusal of a request without a token.</summary>
    public static Refusal Missing(ApiNode node, DateTimeOffset now) => new()
    {
        Cause = RefusalCause.MissingToken,
        Node = node.Name,
        ApiNow = now,
        IdpNow = node.Idp.Time.GetUtcNow(),
        Leeway = node.Settings.Validator.Leeway,
    };

    /// <summary>The refusal that a scenario asked for.</summary>
    public static Refusal Injected(ApiNode node, DateTimeOffset now) => new()
    {
        Cause = RefusalCause.Injected,
        Node = node.Name,
        ApiNow = now,
        IdpNow = node.Idp.Time.GetUtcNow(),
        Leeway = node.Settings.Validator.Leeway,
    };

    /// <summary>The refusal of a good token whose scope is too small, where the API answers that with 401.</summary>
    public static Refusal MissingScope(ApiNode node, PresentedToken token, DateTimeOffset now, string scope) => Refuse(
        node, token, now, RefusalCause.InsufficientScope, $"scope {QuotedText.Of(token.Scope)} does not contain {QuotedText.Of(scope)}");

    /// <summary>What the token's text says, before anything of it is believed; remembered by the exact text.</summary>
    public static PresentedToken Recall(ApiNode node, ReadOnlySpan<char> text)
    {
        // What is no token for its length alone is not remembered either: whoever sends many must not fill the memory.
        if (JwtText.ProblemOfLength(text) is { } tooLong)
            return PresentedToken.Malformed(tooLong);
        if (node.Remembered.Find(text) is { } known)
            return known;
        var copy = text.ToString();
        var issued = node.Idp.Registry.Find(copy);
        string? problem = null;
        var token = issued is { KeyOrdinal: null } ? PresentedToken.Opaque(issued) : SigningKey.Read(copy, out problem) ?? PresentedToken.Malformed(problem!);
        token.Issued = issued;
        node.Remembered.Remember(copy, token);
        return token;
    }

    private static Refusal? JudgeText(ApiNode node, PresentedToken token, DateTimeOffset now) =>
        token.Problem is null ? null : Refuse(node, token, now, RefusalCause.Malformed, token.Problem);

    private static Refusal? JudgeClaims(ApiNode node, PresentedToken token, DateTimeOffset now)
    {
        var settings = node.Settings;
        var issuer = settings.Issuer ?? node.Idp.Settings.Issuer ?? token.Issued?.Issuer;
        if (issuer is not null && token.Issuer != issuer)
            return Refuse(node, token, now, RefusalCause.WrongIssuer, $"iss {QuotedText.Of(token.Issuer)} is not {QuotedText.Of(issuer)}");
        var audience = settings.Audience ?? node.Idp.Settings.Audience;
        if (!token.Audiences.AsSpan().Contains(audience))
        {
            var found = QuotedText.Of(string.Join(' ', token.Audiences));
            return Refuse(node, token, now, RefusalCause.WrongAudience, $"aud {found} does not contain {QuotedText.Of(audience)}");
        }
        return null;
    }

    private static Refusal? JudgePropagation(ApiNode node, PresentedToken token, DateTimeOffset now)
    {
        // What the IdP did not issue or has forgotten cannot be on its way.
        if (token.Issued is not { } issued)
            return null;
        var referenceNow = node.Idp.ReferenceNow;
        var learnsAfter = ApiNode.Delay(node.Propagation.LearnsTokenAfter(node, issued.Ordinal));
        if (referenceNow - issued.IssuedAtReference < learnsAfter)
            return Refuse(node, token, now, RefusalCause.NotPropagated, null, referenceNow - issued.IssuedAtReference, learnsAfter);
        if (issued.RevokedAtReference is not { } revokedAt)
            return null;
        learnsAfter = ApiNode.Delay(node.Propagation.LearnsRevocationAfter(node, issued.Ordinal));
        return referenceNow - revokedAt >= learnsAfter ? Refuse(node, token, now, RefusalCause.Revoked, null, referenceNow - revokedAt, learnsAfter) : null;
    }

    private static Refusal? JudgeLifetime(ApiNode node, PresentedToken token, DateTimeOffset now) =>
        node.Settings.Validator.Judge(now.UtcTicks, token.ExpiresAt, token.NotBefore, token.IssuedAt) is { } cause
            ? Refuse(node, token, now, cause, null)
            : null;

    private static Refusal Refuse(
        ApiNode node,
        PresentedToken token,
        DateTimeOffset now,
        RefusalCause cause,
        string? detail,
        TimeSpan? since = null,
        TimeSpan? learnsAfter = null,
        TimeSpan? keySetAge = null,
        TimeSpan? asksAgainAfter = null)
    {
        var validator = node.Settings.Validator;
        var leeway = validator.Leeway.Ticks;
        long? margin = cause switch
        {
            RefusalCause.Expired => now.UtcTicks - token.ExpiresAt - leeway,
            RefusalCause.NotYetValid => token.NotBefore - now.UtcTicks - leeway,
            RefusalCause.IssuedInFuture => token.IssuedAt - now.UtcTicks - leeway,
            RefusalCause.RetiredKid or RefusalCause.Revoked => since?.Ticks - learnsAfter?.Ticks,
            _ => learnsAfter?.Ticks - since?.Ticks,
        };
        return new()
        {
            Cause = cause,
            Node = node.Name,
            Token = token.Issued,
            ApiNow = now,
            IdpNow = node.Idp.Time.GetUtcNow(),
            ExpiresAt = token.Problem is null ? new DateTimeOffset(token.ExpiresAt, TimeSpan.Zero) : null,
            NotBefore = token.NotBefore is { } notBefore ? new DateTimeOffset(notBefore, TimeSpan.Zero) : null,
            IssuedAt = token.IssuedAt is { } issuedAt ? new DateTimeOffset(issuedAt, TimeSpan.Zero) : null,
            Leeway = validator.Leeway,
            AcceptsAtExpiry = validator.AcceptsAtExpiry,
            Margin = margin is { } ticks ? new TimeSpan(ticks) : null,
            Since = since,
            LearnsAfter = learnsAfter,
            KeySetAge = keySetAge,
            AsksAgainAfter = asksAgainAfter,
            Detail = detail,
        };
    }
}
