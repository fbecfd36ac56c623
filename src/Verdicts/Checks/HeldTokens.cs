using SkewLab.Explanations.History;

namespace SkewLab.Verdicts.Checks;

/// <summary>The newest token each client holds, and the one before it, as the wire tells.</summary>
internal sealed class HeldTokens(TokenBook tokens)
{
    private readonly Dictionary<(int Machine, int Process), (TokenStory Newest, TokenStory? Before)> _held = [];

    public void Observe(in WorldEvent happened)
    {
        if (happened.Kind != EventKind.ResponseReceived || tokens.Find(happened.Decision?.ReturnedToken) is not { } received)
            return;
        var held = _held.GetValueOrDefault(happened.Actor);
        // A repeated token is no new one.
        if (!ReferenceEquals(held.Newest, received))
            _held[happened.Actor] = (received, held.Newest);
    }

    public TokenStory? NewestOf(in WorldEvent happened) => _held.GetValueOrDefault(happened.Actor).Newest;

    public TokenStory? BeforeNewestOf(in WorldEvent happened) => _held.GetValueOrDefault(happened.Actor).Before;
}
