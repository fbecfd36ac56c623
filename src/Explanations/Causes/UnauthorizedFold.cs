using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.Causes;

/// <summary>Sorts every 401 of the API by its cause and keeps the first ones whole.</summary>
/// <param name="tokens">The tokens' stories; it observes first.</param>
/// <param name="epoch">The instant at which reference time is zero.</param>
public sealed class UnauthorizedFold(TokenBook tokens, DateTimeOffset epoch) : IFold
{
    /// <summary>How many cases a result lists in full. All of them are counted.</summary>
    public const int ListedLimit = 20;

    private readonly SortedDictionary<RefusalCause, CauseFacts> _causes = [];
    private readonly List<UnauthorizedCase> _listed = [];
    private readonly Dictionary<long, UnauthorizedCase> _lastOfCall = [];

    /// <value>What was seen of each cause; the one that reached most callers first.</value>
    public IReadOnlyList<CauseFacts> Causes => [.. _causes.Values.OrderByDescending(facts => facts.Surfaced).ThenByDescending(facts => facts.Wire)];

    /// <value>The first cases, in the order they happened.</value>
    public IReadOnlyList<UnauthorizedCase> Listed => _listed;

    /// <inheritdoc/>
    public void Observe(in WorldEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Served when happened.Status == 401 && happened.Decision?.Refusal is { } refusal && !happened.IsTokenRequest:
                Refused(in happened, refusal);
                break;
            case EventKind.Served when happened.Status == 200 && tokens.Find(happened.Token) is { } story:
                Accepted(in happened, story);
                break;
            case EventKind.CallEnded when _lastOfCall.Remove(happened.Call!.Number, out var last) && happened.Status == 401:
                last.IsSurfaced = true;
                _causes[last.Refusal.Cause].Surfaced++;
                break;
            default:
                break;
        }
    }

    private void Refused(in WorldEvent happened, Refusal refusal)
    {
        var story = tokens.Find(happened.Token);
        var refused = new UnauthorizedCase
        {
            At = happened.At,
            SentAt = happened.SentAt,
            Node = happened.Node!,
            Client = happened.Client,
            Call = happened.Call?.Number,
            Token = happened.Token?.ToString() ?? UnauthorizedCase.NoToken,
            IsFirstRequest = story?.IsFirstRequest(in happened) == true,
            Refusal = refusal,
            Story = story,
            ClientOffset = happened.ClientWall - happened.At,
            NodeOffset = happened.Wall - happened.At,
            ClientNow = epoch + happened.ClientWall,
        };
        if (!_causes.TryGetValue(refusal.Cause, out var facts))
            _causes.Add(refusal.Cause, facts = new(refusal.Cause));
        facts.Add(refused);
        if (story?.NoteRefusal(refusal.Cause) == false)
            facts.RefusedAgain++;
        if (_listed.Count < ListedLimit)
            _listed.Add(refused);
        if (happened.Call is { } call)
            _lastOfCall[call.Number] = refused;
    }

    private void Accepted(in WorldEvent happened, TokenStory story)
    {
        foreach (var cause in story.RefusedFor)
        {
            var facts = _causes[cause];
            facts.OkLater++;
            if (facts.First is { AcceptedAt: null } first && first.Node == happened.Node && first.Story == story)
                first.AcceptedAt = happened.At;
        }
    }
}
