using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Problems;

namespace SkewLab.FakeIdp.Nodes;

/// <summary>How an API node keeps its copy of the IdP's key set, on its own elapsed clock. Immutable.</summary>
/// <param name="MaxAge">The age at which a copy is fetched anew at its next use: at exactly this age it is stale (RFC 9111 section 4.2). Zero to 36,500 days;
/// zero fetches at every use. jose and Envoy take 10 minutes, Microsoft's validator 12 hours (read in their sources).</param>
/// <param name="CoolDown">How long after a fetch an unknown <c>kid</c> causes no other; at exactly this long it does. Zero to 36,500 days; above
/// <paramref name="MaxAge"/> it has no further effect. jose takes 30 seconds, Microsoft's validator 5 minutes (read in their sources).</param>
public sealed record KeySetCache(TimeSpan MaxAge, TimeSpan CoolDown)
{
    /// <summary>How long after a fetch an unknown <c>kid</c> is asked for.</summary>
    internal TimeSpan AsksAgainAfter => CoolDown < MaxAge ? CoolDown : MaxAge;

    /// <summary>What is wrong with the cache; empty where an API node takes it.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        Require(MaxAge, nameof(MaxAge), "age", "10m");
        Require(CoolDown, nameof(CoolDown), "cool-down", "30s");
        return problems;

        void Require(TimeSpan span, string property, string what, string example) => problems.Require(
            span >= TimeSpan.Zero && span <= DurationLimits.Setting, property, span,
            $"A key set's {what} is 0s to {DurationLimits.SettingText}, for example {example}.");
    }
}
