using System.Runtime.InteropServices;
using SkewLab.Reports;
using SkewLab.Runners;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;
using SkewLab.Verdicts.Results;

namespace SkewLab.Commands;

/// <summary>Sends a plan's worlds to runners and turns what comes back into results.</summary>
/// <param name="plan">What to run.</param>
/// <param name="progress">Shows how far it is.</param>
internal sealed class RunSession(RunPlan plan, Progress progress)
{
    /// <summary>Runs everything; twice where determinism is checked.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted; every runner has ended.</exception>
    public async Task<IReadOnlyList<RunResult>> RunAsync(CancellationToken cancellationToken)
    {
        var times = plan.Settings.CheckDeterminism ? 2 : 1;
        // Both runs of a world are queued side by side; only the first writes the trace a user asked for.
        RunRequest[] requests = [.. plan.Jobs.SelectMany(job => Enumerable.Range(0, times).Select(run => run == 0 ? job.Request : job.Request with { TraceFile = null }))];
        using var pool = new RunnerPool(Math.Min(Environment.ProcessorCount, requests.Length));
        progress.Start([.. requests.Select((_, index) => plan.Jobs[index / times].Scenario.Scenario.Duration)]);
        IReadOnlyList<RunnerOutcome> outcomes;
        try
        {
            outcomes = await pool.RunAsync(requests, progress.Report, cancellationToken);
        }
        finally
        {
            progress.End();
        }

        var results = new List<RunResult>();
        for (var index = 0; index < plan.Jobs.Count; index++)
        {
            var (job, outcome) = (plan.Jobs[index], outcomes[index * times]);
            var result = Complete(job, outcome);
            if (times == 2 && result.Unsound is null)
                result = await new DeterminismCheck(pool, job).CompareAsync(result, outcomes[index * 2 + 1].Message, cancellationToken);
            results.Add(result);
        }

        // A signal to the whole process group may end a runner before it is heard here: that is an interruption, not an unsound world.
        cancellationToken.ThrowIfCancellationRequested();
        return results;
    }

    private RunResult Complete(RunJob job, RunnerOutcome outcome)
    {
        var scenario = job.Scenario.Scenario;
        var result = outcome.Message.Result ?? new()
        {
            Scenario = scenario.Name,
            Strategy = job.Request.Strategy,
            Seed = job.Request.Options.Seed ?? scenario.Seed,
            Verdict = Verdict.Unsound,
            Unsound = outcome.Message.Refused,
            TraceSha256 = "",
            VirtualDurationSeconds = 0,
            Metrics = new WorldMetrics(),
            Expectations = [],
            UnauthorizedByCause = [],
            Unauthorized = [],
        };
        var machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";
        var strategy = plan.Settings.Strategies.Count > 0 ? $" --strategy {ShellWord.Quote(result.Strategy)}" : "";
        return result with
        {
            Replay = $"skewlab run {ShellWord.Quote(job.Scenario.Path)}{strategy} --seed {result.Seed}",
            Run = result.Run with { WallSeconds = outcome.WallTime.TotalSeconds, Machine = machine },
        };
    }
}
