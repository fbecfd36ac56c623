using System.Diagnostics;
using System.Runtime.InteropServices;
using SkewLab.Input;
using SkewLab.Runners;
using SkewLab.Verdicts.Results;

namespace SkewLab.Runs;

/// <summary>Sends a plan's worlds to runners and turns what comes back into outcomes.</summary>
/// <param name="plan">What to run.</param>
/// <param name="progress">Shows how far it is.</param>
internal sealed class RunSession(RunPlan plan, Progress progress)
{
    private static readonly string Machine =
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Runs everything; twice where determinism is checked.</summary>
    /// <returns>One outcome per job of the plan, in its order.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; every runner has ended.</exception>
    /// <exception cref="BadInputException">There is no runner, or it is of another version.</exception>
    public async Task<IReadOnlyList<RunOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        var times = plan.Settings.CheckDeterminism ? 2 : 1;
        // Both runs of a world are queued side by side; only the first writes the trace a user asked for.
        RunRequest[] requests =
        [
            .. plan.Jobs.SelectMany(job => Enumerable.Range(0, times).Select(run => run == 0 ? job.Request : job.Request with { TraceFile = null })),
        ];
        using var pool = new RunnerPool(Math.Min(Environment.ProcessorCount, requests.Length));
        progress.Start([.. requests.Select((_, index) => plan.Jobs[index / times].Scenario.Scenario.Duration)]);
        IReadOnlyList<RunnerOutcome> ended;
        try
        {
            ended = await pool.RunAsync(requests, progress.Report, cancellationToken);
        }
        finally
        {
            progress.End();
        }

        var outcomes = new List<RunOutcome>();
        for (var index = 0; index < plan.Jobs.Count; index++)
        {
            var job = plan.Jobs[index];
            var outcome = OutcomeOf(job, ended[index * times]);
            if (times == 2 && outcome is Ran { Result.Unsound: null } first)
                outcome = await new DeterminismCheck(pool).CompareAsync(first, OutcomeOf(job, ended[index * 2 + 1]), cancellationToken);
            outcomes.Add(outcome);
        }

        // A signal to the whole process group may end a runner before it is heard here: that is an interruption, and nobody's death.
        cancellationToken.ThrowIfCancellationRequested();
        return outcomes;
    }

    private static RunOutcome OutcomeOf(RunJob job, RunnerOutcome ended)
    {
        return ended.Message switch
        {
            RunnerMessage.Finished finished => new Ran(job, ended.WallTime, Complete(finished)),
            RunnerMessage.Refused refused => NotRun(NotRunKind.Refused, refused.Message),
            RunnerMessage.Silent silent => NotRun(NotRunKind.Silent, silent.Message),
            RunnerMessage.Broken broken => NotRun(NotRunKind.Broken, broken.Message),
            RunnerMessage.Died died => NotRun(NotRunKind.Died, died.Message),
            _ => throw new UnreachableException($"{ended.Message} is no end of a world."),
        };

        NotRun NotRun(NotRunKind kind, string message) => new(job, ended.WallTime, kind, message);

        // What the world cannot know of itself: how it was asked for, and where and how long it ran.
        RunResult Complete(RunnerMessage.Finished finished) => finished.Result with
        {
            Replay = job.Replay,
            Run = new()
            {
                WallSeconds = ended.WallTime.TotalSeconds,
                AllocatedBytes = finished.AllocatedBytes,
                PeakMemoryBytes = finished.PeakMemoryBytes,
                Machine = Machine,
            },
        };
    }
}
