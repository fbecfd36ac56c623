using SkewLab.Runners;

namespace SkewLab.TestSupport;

/// <summary>A runner for a handful of worlds.</summary>
internal static class OneRunner
{
    /// <summary>Runs worlds one after another in one runner, and ends it.</summary>
    public static async Task<IReadOnlyList<RunnerMessage>> RunAsync(params RunRequest[] requests)
    {
        using var pool = new RunnerPool(1);
        return [.. (await pool.RunAsync(requests, (_, _) => { }, CancellationToken.None)).Select(outcome => outcome.Message)];
    }
}
