using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.Causes;

/// <summary>Says in sentences a person can act on what the 401s of one cause have in common.</summary>
public static class CauseExplanations
{
    private const string ByRefresh = "a refresh revoked it while requests with it were under way, or their senders still held it (revokeOnRefresh).";

    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);

    /// <summary>Explains one cause.</summary>
    /// <returns>One to four sentences, each a line of its own.</returns>
    public static IReadOnlyList<string> Of(CauseFacts facts) => facts.Cause switch
    {
        RefusalCause.NotPropagated =>
        [
            $"{Nodes(facts)} a new token {TimeText.Of(facts.LearnsAfter)} after it is issued; the requests came {TimeText.Of(facts.Age)} after.",
            .. Later(facts),
            ClockSkew(facts),
        ],
        RefusalCause.Expired => [$"The requests arrived {TimeText.Of(facts.Margin)} after the token's end.", .. ExpiryExplanations.Of(facts), .. Later(facts)],
        RefusalCause.NotYetValid or RefusalCause.IssuedInFuture =>
        [
            $"{Names(facts)} read a time before the token's {(facts.Cause == RefusalCause.NotYetValid ? "nbf" : "iat")}: {TimeText.Of(facts.Margin)} too early.",
            $"The node's clock against the IdP's: {TimeText.Of(facts.NodeAgainstIdp)}. The client's clock plays no part in this check.",
            .. Later(facts),
        ],
        RefusalCause.Revoked =>
        [
            $"The IdP had revoked the token before its end; {Names(facts)} knew {TimeText.Of(facts.Margin)} before the request came.",
            .. Revocations(facts),
        ],
        RefusalCause.UnknownKid when facts.LearnsAfter.Min is not null =>
        [
            $"{Nodes(facts)} a new signing key {TimeText.Of(facts.LearnsAfter)} after it is published; the IdP signed with it before that.",
            .. CoolDown(facts),
            .. Later(facts),
            $"Publish a key at least {TimeText.Of(Lead(facts))} before signing with it (publishLead).",
        ],
        RefusalCause.RetiredKid =>
        [
            "The IdP withdrew the signing key while tokens it had signed were still alive.",
            "Keep an old key published for at least a token's lifetime (retire).",
        ],
        RefusalCause.InsufficientScope => ["The token lacks the scope of the call, and this API says so with a 401 (missingScopeIs401): no other token of the same grant helps."],
        RefusalCause.Injected => ["The scenario's timeline made the API answer 401."],
        RefusalCause.MissingToken => ["The request carried no token: the client sent it without having one."],
        RefusalCause.UnknownKid or RefusalCause.BadSignature or RefusalCause.WrongAudience or RefusalCause.WrongIssuer or RefusalCause.Malformed =>
            [facts.First?.Sentence() ?? "No case was kept."],
        _ => throw new ArgumentOutOfRangeException(nameof(facts), facts.Cause, "No such cause."),
    };

    private static IEnumerable<string> Revocations(CauseFacts facts)
    {
        if (facts.RevokedByReuse > 0)
        {
            yield return $"{(facts.RevokedByReuse == facts.Wire ? "A" : $"{facts.RevokedByReuse:N0} of them: a")} refresh token was used twice, so the IdP revoked every token that came of it (rotateDetectReuse): only a new grant helps.";
            if (facts.RevokedByReuse == facts.Wire)
                yield break;
        }

        yield return facts.RevokedByRefresh switch
        {
            0 => "Only a new token helps: a client that waits for expires_in goes on failing.",
            var all when all == facts.Wire => "A" + ByRefresh[1..],
            var some => $"{some:N0} of them: {ByRefresh} The others need a new token.",
        };
    }

    private static IEnumerable<string> CoolDown(CauseFacts facts)
    {
        if (facts.AsksAgainAfter.Min is not null)
            yield return $"A node that keeps a copy of the key set asks for an unknown key only {TimeText.Of(facts.AsksAgainAfter)} after fetching it (coolDown).";
    }

    // A node that fetches its copy just before a key is published keeps it out for the whole cool-down, however early this one came to know the key.
    private static TimeSpan Lead(CauseFacts facts) => facts.AsksAgainAfter.Max > facts.LearnsAfter.Max ? facts.AsksAgainAfter.Max!.Value : facts.LearnsAfter.Max!.Value;

    private static IEnumerable<string> Later(CauseFacts facts)
    {
        if (facts.OkLater == 0 && facts.RefusedAgain == 0)
            yield break;
        yield return facts.RefusedAgain == 0
            ? $"Later requests with the same tokens: {facts.OkLater:N0} got 200, none was refused for this again."
            : $"Later requests with the same tokens: {facts.OkLater:N0} got 200, {facts.RefusedAgain:N0} {(facts.RefusedAgain == 1 ? "was" : "were")} refused for this again.";
    }

    private static string ClockSkew(CauseFacts facts)
    {
        var worst = Worst(facts.ClientAgainstNode, facts.NodeAgainstIdp);
        return worst == TimeSpan.Zero ? "Not clock skew: the clocks agree exactly, and this check reads none of them."
            : worst < Noticeable ? $"Not clock skew: the clocks agree within {TimeText.Of(worst)}, and this check reads none of them."
            : $"Not clock skew: the clocks differ by up to {TimeText.Of(worst)}, but this check reads none of them.";
    }

    private static TimeSpan Worst(params ReadOnlySpan<Extent> extents)
    {
        var worst = TimeSpan.Zero;
        foreach (var extent in extents)
        {
            foreach (var end in new[] { extent.Min, extent.Max })
            {
                if (end?.Duration() > worst)
                    worst = end.Value.Duration();
            }
        }

        return worst;
    }

    private static string Nodes(CauseFacts facts) => facts.Nodes.Count == 1 ? $"{Names(facts)} learns of" : $"{Names(facts)} learn of";

    private static string Names(CauseFacts facts) => facts.Nodes.Count <= 3 ? string.Join(", ", facts.Nodes.Keys) : $"{facts.Nodes.Count} API nodes";
}
