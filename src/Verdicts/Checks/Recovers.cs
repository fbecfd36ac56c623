using SkewLab.Explanations.History;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Verdicts.Checks;

/// <summary>P14: once faults have ended, every call that begins after budget + 2r + P + Db succeeds: nothing is latched.</summary>
/// <remarks>The budget is that of a token request under way when the faults ended, and of the longest pause after it.</remarks>
internal sealed class Recovers(CheckContext context) : ICheck
{
    public const string Name = "recovers";

    private readonly Findings _findings = new(Name);
    private readonly TimeSpan? _from = HealthyFrom(context);

    public void Observe(in WorldEvent happened)
    {
        if (happened is not { Kind: EventKind.CallEnded, Call: { } call } || !(call.StartedAt >= _from))
            return;
        _findings.Count();
        if (happened.Status is < 200 or >= 300)
            _findings.Break(in happened, $"a call failed long after the last fault ({(happened.Error ?? $"status {happened.Status}")})");
    }

    public CheckResult Finish() => _findings.Finish();

    private static TimeSpan? HealthyFrom(CheckContext context)
    {
        var ends = context.Plan.Scenario.Timeline.Where(entry => entry.Action is EndFaultsAction).Select(entry => entry.At).ToArray();
        if (ends.Length == 0 || context.Bounds.RoundTrip is not { } roundTrip)
            return null;
        TimeSpan[] pauses = [context.Option("maxAddedDelay"), context.Option("refusalMemory"), context.Option("maxRetryAfter")];
        return ends.Max() + context.Option("tokenRequestTimeout") + pauses.Max() + (roundTrip * 2) + context.Bounds.Propagation + context.Bounds.Behind;
    }
}
