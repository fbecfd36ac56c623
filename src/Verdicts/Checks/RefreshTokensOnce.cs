using SkewLab.Explanations.History;


namespace SkewLab.Verdicts.Checks;

/// <summary>P12: a refresh token that the IdP has replaced is presented a second time only after its answer was lost, and only within the client's grace.</summary>
/// <remarks>It binds a client from the first rotation on that it has seen: until then it cannot know that its IdP rotates.</remarks>
internal sealed class RefreshTokensOnce(CheckContext context) : ICheck
{
    public const string Name = "refresh-tokens-once";

    private readonly Dictionary<int, (TimeSpan SentAt, TimeSpan? ReceivedAt)> _replaced = [];
    private readonly HashSet<(int Machine, int Process)> _knowRotation = [];
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        if (happened is not { Kind: EventKind.Served or EventKind.ResponseReceived, IsTokenRequest: true, Decision: { PresentedRefreshToken: { } presented } decision })
            return;
        var isKnown = _replaced.TryGetValue(presented.Ordinal, out var first);
        if (happened.Kind == EventKind.ResponseReceived)
        {
            if (isKnown && first.SentAt == happened.SentAt)
                _replaced[presented.Ordinal] = first with { ReceivedAt = happened.At };
            if (decision.IssuedRefreshToken is { } issued && issued.Ordinal != presented.Ordinal)
                _knowRotation.Add(happened.Actor);
            return;
        }

        _findings.Count();
        var since = context.ElapsedAt(happened.Client, happened.SentAt) - context.ElapsedAt(happened.Client, first.SentAt);
        // An answer that the IdP held back is served after a later one.
        if (isKnown && first.ReceivedAt <= happened.SentAt)
            _findings.Break(in happened, "a refresh token was presented again after its answer had come");
        else if (isKnown && _knowRotation.Contains(happened.Actor) && since >= Max(context.Option("reuseGrace"), TimeSpan.FromTicks(1)))
            _findings.Break(in happened, "a refresh token was presented again outside the grace");
        else if (!isKnown && decision.IssuedRefreshToken is { } next && next.Ordinal != presented.Ordinal)
            _replaced[presented.Ordinal] = (happened.SentAt, null);
    }

    public CheckResult Finish() => _findings.Finish();

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
