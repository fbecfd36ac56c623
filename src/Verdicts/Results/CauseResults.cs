using SkewLab.Explanations.Causes;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Verdicts.Results;

/// <summary>Turns what the fold of 401s kept into what a result says.</summary>
internal static class CauseResults
{
    public static IReadOnlyList<CauseResult> ByCause(UnauthorizedFold fold) =>
    [
        .. fold.Causes.Select(facts => new CauseResult(
            NameOf(facts), CauseWords.Of(facts.Cause), facts.Wire, facts.Surfaced, facts.FirstRequests, facts.Nodes, CauseExplanations.Of(facts))),
    ];

    public static IReadOnlyList<UnauthorizedResult> Listed(UnauthorizedFold fold) =>
    [
        .. fold.Listed.Select(refused => new UnauthorizedResult(
            refused.At.TotalSeconds, refused.Node, refused.Token, refused.Call, refused.Refusal.CauseName, refused.Sentence(), refused.IsSurfaced)),
    ];

    public static FirstUnauthorized? First(UnauthorizedFold fold)
    {
        if (fold.Causes is not [{ First: { } first }, ..])
            return null;
        var client = $"client-{first.Client + 1}";
        return new(
            first.Refusal.CauseName,
            first.Token,
            first.Call,
            first.Sentence(),
            first.Refusal.Margin?.TotalMilliseconds,
            new SortedDictionary<string, double>(StringComparer.Ordinal)
            {
                [client] = first.ClientOffset.TotalMilliseconds,
                ["idp"] = first.IdpOffset.TotalMilliseconds,
                [first.Node] = first.NodeOffset.TotalMilliseconds,
            },
            [
                .. Steps(first, client).Where(step => step.At is not null).OrderBy(step => step.At)
                    .Select(step => new Step(step.At!.Value.TotalSeconds, step.Who, step.What)),
            ]);
    }

    private static IEnumerable<(TimeSpan? At, string Who, string What)> Steps(UnauthorizedCase first, string client)
    {
        var token = first.Token;
        if (first.Story is { } story)
        {
            yield return (story.AskedAt, client, "asks for a token");
            yield return (story.IssuedAt, "idp", $"issues {token}");
            yield return (story.ReceivedAt, client, $"has {token}");
            if (first.Refusal is { Cause: RefusalCause.NotPropagated or RefusalCause.UnknownKid, Margin: { } early })
                yield return (first.At + early, first.Node, first.Refusal.Cause == RefusalCause.UnknownKid ? "learns of the key" : $"learns of {token}");
        }

        yield return (first.SentAt, client, $"sends {token} to {first.Node}");
        yield return (first.At, first.Node, $"401 {CauseWords.Of(first.Refusal.Cause)}{CauseWords.Missed(first.Refusal)}");
        yield return (first.AcceptedAt, first.Node, $"200, {token} again");
    }

    private static string NameOf(CauseFacts facts) => facts.First!.Refusal.CauseName;
}
