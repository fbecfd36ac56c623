namespace SkewLab.Explanations.Causes;

/// <summary>Says why requests arrived after their token's end, one sentence per reason, the most frequent first.</summary>
internal static class ExpiryExplanations
{
    public static IEnumerable<string> Of(CauseFacts facts)
    {
        foreach (var (reason, late) in facts.Lateness.OrderByDescending(pair => pair.Value.Count))
        {
            var sentence = Sentence(reason, late);
            yield return late.Count == facts.Wire ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : $"{late.Count:N0} of them: {sentence}";
        }
    }

    private static string Sentence(ExpiryReason reason, LatenessFacts late) => reason switch
    {
        ExpiryReason.AtItsEnd => "the request arrived at the instant of exp, and a token has ended when exp comes, not after it.",
        ExpiryReason.ClientFellBehind => $"the client's wall clock fell {TimeText.Of(late.Amount)} behind after it had received the token (set back, stopped in sleep, or slow), so a dead token looked alive.",
        ExpiryReason.RenewalFailed => $"the client had asked for a new token and got none ({string.Join(", ", late.Answers.Keys)}), so it went on with the dead one.",
        ExpiryReason.NodeAhead => $"the node's clock is {TimeText.Of(late.Amount)} ahead of what the IdP's was when it issued the token, so the token ends that much earlier there.",
        ExpiryReason.UnderWay => $"the request was under way for {TimeText.Of(late.Amount)}, or waited for a node that slept, and the token ended meanwhile.",
        ExpiryReason.ClientBehind => $"the client's clock is {TimeText.Of(late.Amount)} behind what the IdP's was when it issued the token; it was compared with exp, or with a time from before it was set back, and so a dead token looked alive.",
        ExpiryReason.KeptTooLong => $"the client kept the token for {TimeText.Of(late.Amount)} longer than expires_in, by its own wall clock too.",
        ExpiryReason.CountedFromReceipt => $"the IdP counts from iat, a whole second; the client received the token {TimeText.Of(late.Amount)} later, and counting from receipt overstays by that much.",
        ExpiryReason.Unknown => "the client's receipt of the token was not seen.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "No such reason."),
    };
}
