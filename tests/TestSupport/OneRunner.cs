using SkewLab.Runners;
using SkewLab.Verdicts.Results;

namespace SkewLab.TestSupport;

/// <summary>A runner for a handful of worlds.</summary>
internal static class OneRunner
{
    /// <summary>The result of a world that ran, sound or not.</summary>
    public static RunResult ResultOf(RunnerMessage message) => Assert.IsType<RunnerMessage.Finished>(message).Result;

    /// <summary>The result of a world that ran and can be trusted.</summary>
    public static RunResult SoundResultOf(RunnerMessage message)
    {
        var result = ResultOf(message);
        Assert.Null(result.Unsound);
        return result;
    }

    /// <summary>Runs worlds one after another in one runner, and ends it.</summary>
    public static async Task<IReadOnlyList<RunnerMessage>> RunAsync(params RunRequest[] requests)
    {
        using var pool = new RunnerPool(1);
        return [.. (await pool.RunAsync(requests, (_, _) => { }, CancellationToken.None)).Select(outcome => outcome.Message)];
    }
}
