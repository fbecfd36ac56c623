using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Bearer;

/// <content>Which keys a node knows, with a copy of the key set or without, and the signature.</content>
internal static partial class BearerCheck
{
    private static Refusal? JudgeKey(ApiNode node, PresentedToken token, DateTimeOffset now)
    {
        if (token.IsOpaque)
            return null;
        var key = node.Idp.Keys.Find(token.Kid);
        var refusal = node.Settings.KeySetCache is { } policy ? JudgeCachedKey(node, policy, token, key, now) : JudgeSeenKey(node, token, key, now);
        if (refusal is not null)
            return refusal;
        return IsWellSigned(node, token, key!.Key) ? null : Refuse(node, token, now, RefusalCause.BadSignature, $"alg {QuotedText.Of(token.Algorithm)}");
    }

    // Without a cache the node sees the key set as its propagation says, at every request anew.
    private static Refusal? JudgeSeenKey(ApiNode node, PresentedToken token, RingKey? key, DateTimeOffset now)
    {
        if (key is null)
            return RefuseStranger(node, token, now);
        if (key.Ordinal == 1 && key.RetiredAt == TimeSpan.MaxValue)
            return null;
        var referenceNow = node.Idp.ReferenceNow;
        var learnsAfter = node.LearnsKeyAfter(key);
        if (!key.IsPublishedFor(referenceNow, learnsAfter))
            return RefuseUnseen(node, token, key, now, referenceNow, learnsAfter);
        return key.IsRetiredFor(referenceNow, learnsAfter)
            ? Refuse(node, token, now, RefusalCause.RetiredKid, QuotedText.Of(token.Kid), referenceNow - key.RetiredAt, learnsAfter)
            : null;
    }

    private static Refusal? JudgeCachedKey(ApiNode node, KeySetCache policy, PresentedToken token, RingKey? key, DateTimeOffset now)
    {
        var found = node.KeySet.Find(node, policy, key);
        if (found.IsHeld)
            return null;
        if (key is null)
            return RefuseStranger(node, token, now);
        var referenceNow = node.Idp.ReferenceNow;
        if (key.IsRetiredFor(found.FetchedAtReference, node.LearnsKeyAfter(key)))
        {
            return Refuse(
                node, token, now, RefusalCause.RetiredKid, QuotedText.Of(token.Kid), referenceNow - key.RetiredAt, found.FetchedAtReference - key.RetiredAt,
                keySetAge: found.Age);
        }
        var wait = policy.AsksAgainAfter - found.Age;
        // Without a cool-down the node has just asked, and only its propagation keeps the key from it.
        if (wait <= TimeSpan.Zero)
            return RefuseUnseen(node, token, key, now, referenceNow, node.LearnsKeyAfter(key));
        var since = referenceNow - key.PublishedAt;
        return Refuse(node, token, now, RefusalCause.UnknownKid, QuotedText.Of(token.Kid), since, since + wait, found.Age, policy.AsksAgainAfter);
    }

    private static Refusal RefuseStranger(ApiNode node, PresentedToken token, DateTimeOffset now) =>
        Refuse(node, token, now, RefusalCause.UnknownKid, QuotedText.Of(token.Kid));

    private static Refusal RefuseUnseen(ApiNode node, PresentedToken token, RingKey key, DateTimeOffset now, TimeSpan referenceNow, TimeSpan learnsAfter) =>
        Refuse(node, token, now, RefusalCause.UnknownKid, QuotedText.Of(token.Kid), referenceNow - key.PublishedAt, learnsAfter);

    private static bool IsWellSigned(ApiNode node, PresentedToken token, SigningKey key)
    {
        if (token.SignatureIsGood is { } known && node.Settings.VerifySignatures == VerifySignatures.OncePerToken)
            return known;
        // The header names an algorithm, the key decides: "none" and confusion between HS256 and RS256 end here.
        var good = token.Algorithm == key.AlgorithmName && key.Verify(token.Signed, token.Signature);
        token.SignatureIsGood = good;
        return good;
    }
}
