using SkewLab.Properties.Tests.Lab;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>A promise that one run and the runner's checks decide, and perhaps some numbers.</summary>
internal abstract class CheckedPromise : WorldProperty
{
    public sealed override Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder) =>
        Numbers(world, results[0]).And(Of(results[0].Checks ?? []));

    /// <summary>What the numbers must say beside the checks: nothing, by default.</summary>
    protected virtual Judgement Numbers(Scenario world, RunResult result) => Judgement.Vacuous;
}
