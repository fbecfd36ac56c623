using System.Globalization;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Explanations.History;

/// <summary>Keeps the story of every token that can still be in use. It must observe before the folds that read it.</summary>
/// <remarks>A story is closed a day after its token's end, so the book stays small however long a world lasts.</remarks>
public sealed class TokenBook : IFold
{
    private static readonly TimeSpan KeptAfterEnd = TimeSpan.FromDays(1);

    private readonly Dictionary<int, TokenStory> _stories = [];
    private readonly Queue<TokenStory> _byAge = new();
    private readonly Dictionary<(int Machine, int Process), TokenStory> _newest = [];

    // In ticks, and wider than a TimeSpan: some three thousand tokens of ten years are more than one holds.
    private Int128 _usedTotal;
    private Int128 _lifetimeTotal;

    /// <summary>The story of a token.</summary>
    /// <returns>Null if the token's story is closed, or it has none.</returns>
    public TokenStory? Find(IssuedToken? token) => token is null ? null : _stories.GetValueOrDefault(token.Ordinal);

    /// <summary>How much of its lifetime a token was in use, from being issued to the last request with it, on average over the tokens that were used.</summary>
    public double LifetimeUsedMean()
    {
        var (used, lifetime) = (_usedTotal, _lifetimeTotal);
        foreach (var story in _stories.Values)
            Add(story, ref used, ref lifetime);
        return lifetime == 0 ? 0 : (double)used / (double)lifetime;
    }

    /// <inheritdoc/>
    public void Observe(in WorldEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Served when happened.Decision?.Issued is { } issued:
                CloseOld(happened.At);
                var story = new TokenStory
                {
                    Token = issued,
                    AskedAt = happened.SentAt,
                    // An answer may be held back: the token is older than its answer.
                    IssuedAt = issued.IssuedAtReference,
                    IdpOffset = happened.Wall - happened.At,
                    FlooredAway = TimeSpan.FromTicks(happened.Decision.Now.Ticks % TimeSpan.TicksPerSecond),
                };
                _stories[issued.Ordinal] = story;
                _byAge.Enqueue(story);
                break;
            case EventKind.ResponseReceived when Find(happened.Decision?.ReturnedToken) is { } received:
                if (received.ReceivedAt is null)
                {
                    received.ReceivedAt = happened.At;
                    received.OffsetAtReceipt = happened.Wall - happened.At;
                    received.Holder = happened.Actor;
                }

                _newest[happened.Actor] = received;
                break;
            case EventKind.ResponseReceived or EventKind.ExchangeAbandoned when happened.IsTokenRequest && _newest.TryGetValue(happened.Actor, out var newest):
                newest.RenewalAnswer = happened.Kind == EventKind.ExchangeAbandoned ? "no answer" : happened.Decision?.Error ?? happened.Status.ToString(CultureInfo.InvariantCulture);
                break;
            case EventKind.RequestSent when Find(happened.Token) is { } sent:
                sent.LastSentAt = happened.At;
                if (sent.FirstSentAt is null)
                {
                    sent.FirstSentAt = happened.At;
                    sent.FirstCall = happened.Call;
                    sent.FirstAttempt = happened.Attempt;
                }

                break;
            default:
                break;
        }
    }

    private static void Add(TokenStory story, ref Int128 used, ref Int128 lifetime)
    {
        if (story.FirstSentAt is null)
            return;
        used += Min(story.LastSentAt - story.IssuedAt, story.Lifetime).Ticks;
        lifetime += story.Lifetime.Ticks;
    }

    private void CloseOld(TimeSpan now)
    {
        while (_byAge.TryPeek(out var oldest) && oldest.IssuedAt + oldest.Lifetime + KeptAfterEnd < now)
        {
            _byAge.Dequeue();
            _stories.Remove(oldest.Token.Ordinal);
            if (_newest.GetValueOrDefault(oldest.Holder) == oldest)
                _newest.Remove(oldest.Holder);
            Add(oldest, ref _usedTotal, ref _lifetimeTotal);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
