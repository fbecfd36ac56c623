using SkewLab.Explanations.Causes;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.InProcess;
using SkewLab.Simulation.History;
using SkewLab.Simulation.Worlds;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.Verdicts;

/// <summary>One world with everything that looks at it. The pump steps it; at the end it knows the result.</summary>
public sealed class WorldRun : IDisposable
{
    private readonly WorldPlan _plan;
    private readonly TraceWriter _trace;
    private readonly MetricsFold _metrics;
    private readonly UnauthorizedFold _unauthorized;
    private readonly IReadOnlyList<ICheck> _checks;

    /// <param name="plan">What happens in the world.</param>
    /// <param name="host">The process's fake IdP and API application.</param>
    /// <exception cref="ArgumentException">The strategy refused its options, or there is no such check.</exception>
    public WorldRun(WorldPlan plan, InProcessHost host)
    {
        _plan = plan;
        _trace = new(plan.Trace);
        var tokens = new TokenBook();
        _metrics = new(tokens, plan.Scenario.Clients.Count);
        _unauthorized = new(tokens, plan.Options.Epoch);
        _checks = CheckCatalog.Create(plan, tokens);
        World = new(plan, host, new(_trace, [tokens, _metrics, _unauthorized, .. _checks]));
    }

    /// <value>The world.</value>
    public World World { get; }

    /// <summary>Sums up, once the world is over.</summary>
    public RunResult Finish()
    {
        var duration = World.Now < _plan.Scenario.Duration ? _plan.Scenario.Duration : World.Now;
        var metrics = _metrics.Finish(duration);
        var judgement = Judge.Check(_plan.Scenario, _plan.Strategy, metrics);
        var unsound = World.Guard.Problem ?? (metrics.Unattributed401 > 0 ? $"{metrics.Unattributed401} 401s have no cause" : null);
        return new()
        {
            Scenario = _plan.Scenario.Name,
            Strategy = _plan.Strategy,
            Seed = _plan.Seed,
            Verdict = unsound is null ? judgement.Verdict : Verdict.Unsound,
            Reason = judgement.Reason,
            Unsound = unsound,
            TraceSha256 = _trace.Finish(),
            VirtualDurationSeconds = duration.TotalSeconds,
            Metrics = metrics,
            Expectations = judgement.Expectations,
            UnauthorizedByCause = CauseResults.ByCause(_unauthorized),
            Unauthorized = CauseResults.Listed(_unauthorized),
            First = CauseResults.First(_unauthorized),
            Checks = _checks.Count == 0 ? null : [.. _checks.Select(check => check.Finish())],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        World.Dispose();
        _trace.Dispose();
    }
}
