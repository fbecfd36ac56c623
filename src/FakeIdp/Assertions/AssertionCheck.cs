using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Assertions;

/// <summary>Judges a client's assertion (RFC 7523 section 3) on the IdP's wall clock: here a client's wrong clock shows.</summary>
internal static class AssertionCheck
{
    /// <summary>Judges in a fixed order: text, client, signature, audience, lifetime.</summary>
    /// <param name="idp">The IdP.</param>
    /// <param name="issuer">What the IdP calls itself.</param>
    /// <param name="text">The assertion.</param>
    /// <param name="authenticated">The client that authenticated beside the assertion; null if none did.</param>
    /// <param name="now">The IdP's wall clock.</param>
    public static AssertionOutcome Judge(IdpNode idp, string issuer, string text, RegisteredClient? authenticated, DateTimeOffset now)
    {
        var settings = idp.Settings;
        var token = SigningKey.Read(text, out _);
        if (token is not { Issuer: { } clientId, Subject: { Length: > 0 } subject })
            return Refuse(AssertionCause.Malformed, null, null);
        if (idp.FindClient(clientId) is not { AssertionKeys.Count: > 0 } client)
            return Refuse(AssertionCause.UnknownIssuer, null, null);
        if (authenticated is not null && authenticated.Id != client.Id)
            return Refuse(AssertionCause.OtherClient, null, null);
        if (!client.AssertionKeys.Any(key => key.Fits(token) && key.Verify(token)))
            return Refuse(AssertionCause.BadSignature, null, null);
        // From here on it is the client's own word.
        if (!token.Audiences.Contains(issuer) && !token.Audiences.Contains(IssuerAddress.Under(issuer, IdpPaths.Token)))
            return Refuse(AssertionCause.WrongAudience, client, null);
        return JudgeLifetime(settings, token, now) is var (cause, margin) ? Refuse(cause, client, margin) : new(client, subject, null);

        AssertionOutcome Refuse(AssertionCause cause, RegisteredClient? client, long? marginTicks) => new(client, null, new()
        {
            Cause = cause,
            Node = idp.Name,
            IdpNow = now,
            IssuedAt = Instant(token?.IssuedAt),
            NotBefore = Instant(token?.NotBefore),
            ExpiresAt = Instant(token?.ExpiresAt),
            Leeway = settings.AssertionValidator.Leeway,
            Margin = marginTicks is { } ticks ? new TimeSpan(ticks) : null,
            AcceptsAtExpiry = settings.AssertionValidator.AcceptsAtExpiry,
            Reach = settings.AssertionReach,
        });
    }

    private static (AssertionCause Cause, long MarginTicks)? JudgeLifetime(IdpSettings settings, PresentedToken token, DateTimeOffset now)
    {
        var (ticks, leeway) = (now.UtcTicks, settings.AssertionValidator.Leeway.Ticks);
        var tooLate = token.ExpiresAt - ticks - leeway - settings.AssertionReach.Ticks;
        return settings.AssertionValidator.Judge(ticks, token.ExpiresAt, token.NotBefore, token.IssuedAt) switch
        {
            RefusalCause.Expired => (AssertionCause.Expired, ticks - token.ExpiresAt - leeway),
            RefusalCause.NotYetValid => (AssertionCause.NotYetValid, token.NotBefore.GetValueOrDefault() - ticks - leeway),
            RefusalCause.IssuedInFuture => (AssertionCause.IssuedInFuture, token.IssuedAt.GetValueOrDefault() - ticks - leeway),
            _ => tooLate > 0 ? (AssertionCause.ExpiresTooLate, tooLate) : null,
        };
    }

    private static DateTimeOffset? Instant(long? utcTicks) => utcTicks is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}

/// <param name="Client">Whose assertion it is for certain; null if nothing is certain.</param>
/// <param name="Subject">Who the token shall speak for; null if it is refused.</param>
/// <param name="Refusal">Why it is refused; null if it is accepted.</param>
internal readonly record struct AssertionOutcome(RegisteredClient? Client, string? Subject, AssertionRefusal? Refusal);
