using SkewLab.Explanations.History;


namespace SkewLab.Verdicts.Checks;

/// <summary>P13: after a Retry-After of the token endpoint the next token request comes no earlier than it said, less a round trip, and callers are not kept waiting beyond the cap.</summary>
internal sealed class HonoursRetryAfter(CheckContext context) : ICheck
{
    public const string Name = "retry-after";

    private readonly Dictionary<(int Machine, int Process), (TimeSpan Earliest, TimeSpan Latest)> _pauses = [];
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        switch (happened)
        {
            case { Kind: EventKind.ResponseReceived, IsTokenRequest: true, Decision.Fault.RetryAfter: { } asked }:
                var now = context.ElapsedAt(happened.Client, happened.At);
                var pause = Min(asked, context.Option("maxRetryAfter"));
                // The client's own pause may be longer; a date is floored to the second, which makes it up to a second longer.
                var longest = Max(context.Option("maxRetryAfter"), context.Option("maxAddedDelay")) + TimeSpan.FromSeconds(1);
                _pauses[happened.Actor] = (now + pause - (context.Bounds.RoundTrip ?? TimeSpan.Zero), now + longest);
                break;
            case { Kind: EventKind.RequestSent, IsTokenRequest: true } when _pauses.Remove(happened.Actor, out var ended):
                _findings.Count();
                if (context.ElapsedAt(happened.Client, happened.At) < ended.Earliest)
                    _findings.Break(in happened, "a token request came before Retry-After allowed it");
                break;
            case { Kind: EventKind.CallEnded, Call: { } call, Error: "AccessTokenException" } when _pauses.TryGetValue(happened.Actor, out var lasting):
                if (context.ElapsedAt(happened.Client, call.StartedAt) > lasting.Latest)
                    _findings.Break(in happened, "the token endpoint was left alone for longer than the cap");
                break;
            default:
                break;
        }
    }

    public CheckResult Finish() => _findings.Finish();

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
