using SkewLab.Explanations.History;

namespace SkewLab.Verdicts.Checks;

/// <summary>Tells the token requests that a refusal forced from those on schedule: they leave while the newest token need not be renewed yet.</summary>
/// <remarks>A forward jump of the wall clock renews early, too: where the client looks for jumps, its clock must have none.</remarks>
internal sealed class ForcedRefreshes(CheckContext context)
{
    private readonly HeldTokens _held = new(context.Tokens);

    /// <summary>Takes an event in.</summary>
    /// <returns>The token that a forced refresh is to replace; null for every other event.</returns>
    public TokenStory? Observe(in WorldEvent happened)
    {
        _held.Observe(in happened);
        return happened is { Kind: EventKind.RequestSent, IsTokenRequest: true }
            && _held.NewestOf(in happened) is { } newest
            && context.AgeOf(newest, happened.Client, happened.At) < context.SettledFor(newest, happened.Client)
                ? newest
                : null;
    }
}

/// <summary>P6: however many refusals come, two token requests are forced at once, and one per 30 seconds then, by each client.</summary>
internal sealed class NoStorm(CheckContext context) : ICheck
{
    public const string Name = "no-storm";

    private const int Burst = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly ForcedRefreshes _forced = new(context);
    private readonly Dictionary<(int Machine, int Process), int> _counts = [];
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        if (_forced.Observe(in happened) is null)
            return;
        _findings.Count();
        var count = _counts[happened.Actor] = _counts.GetValueOrDefault(happened.Actor) + 1;
        if (count > Burst + (context.ElapsedAt(happened.Client, happened.At) / Interval))
            _findings.Break(in happened, "more token requests were forced than two and one per 30 s");
    }

    public CheckResult Finish() => _findings.Finish();
}

/// <summary>P8: a refusal of an older token forces no token request, and each token is replaced by force once at most.</summary>
internal sealed class ForcedOnce(CheckContext context) : ICheck
{
    public const string Name = "forced-once";

    private readonly ForcedRefreshes _forced = new(context);
    private readonly HashSet<int> _replaced = [];
    private readonly Dictionary<long, int> _refused = [];
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        switch (happened)
        {
            case { Kind: EventKind.ResponseReceived, IsTokenRequest: false, Status: 401, Call: { } call, Token: { } token }:
                // The newest that the call was refused with: it may have gone back to an older one since.
                _refused[call.Number] = Math.Max(_refused.GetValueOrDefault(call.Number), token.Ordinal);
                break;
            case { Kind: EventKind.CallEnded, Call: { } call }:
                _refused.Remove(call.Number);
                break;
            // A forced refresh that failed may be repeated: its token is as refused as before.
            case { Kind: EventKind.ResponseReceived, IsTokenRequest: true, Decision.ReturnedToken: null } or { Kind: EventKind.ExchangeAbandoned, IsTokenRequest: true }:
                _replaced.Clear();
                break;
            default:
                break;
        }

        if (_forced.Observe(in happened) is not { } newest)
            return;
        _findings.Count();
        if (happened.Call is not { } forcing || !_refused.TryGetValue(forcing.Number, out var refused))
            _findings.Break(in happened, "a token request was forced without a refusal");
        else if (refused != newest.Token.Ordinal)
            _findings.Break(in happened, "a token request was forced by a refusal of an older token");
        if (!_replaced.Add(newest.Token.Ordinal))
            _findings.Break(in happened, "a second token request was forced for one token");
    }

    public CheckResult Finish() => _findings.Finish();
}
