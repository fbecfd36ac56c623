using System.Diagnostics;
using SkewLab.Runners;

namespace SkewLab.Runs;

/// <summary>Compares two runs of the same world. Where they differ it runs both again with traces and finds the first event that does.</summary>
/// <param name="pool">Runs worlds.</param>
internal sealed class DeterminismCheck(RunnerPool pool)
{
    /// <summary>Compares.</summary>
    /// <param name="first">The first run.</param>
    /// <param name="second">How the second run of the same world ended.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The first run; UNSOUND, with the first differing event, if the second was another world. What kept the second from running is news of its
    /// own.</returns>
    public async Task<RunOutcome> CompareAsync(Ran first, RunOutcome second, CancellationToken cancellationToken)
    {
        switch (second)
        {
            case Ran { Result.Unsound: { } unsound }:
                return Distrusted(first, $"the second run is unsound: {unsound}");
            case Ran { Result: var result } when result.TraceSha256 == first.Result.TraceSha256:
                return first;
            case Ran { Result: var result }:
                var traces = $"traces {first.Result.TraceSha256[..8]} and {result.TraceSha256[..8]}";
                return Distrusted(first, $"two runs of the same world differ ({traces}); {await FirstDifferenceAsync(first.Job, cancellationToken)}");
            case NotRun { Kind: NotRunKind.Refused, Message: var refused }:
                return Distrusted(first, $"the second run was refused, and the first was not: {refused}");
            case NotRun none:
                return none with { Message = $"the second run: {none.Message}" };
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The first line in which two traces differ, in words.</summary>
    public static string FirstDifference(IEnumerable<string> one, IEnumerable<string> other)
    {
        using var others = other.GetEnumerator();
        var number = 0;
        foreach (var line in one)
        {
            number++;
            if (!others.MoveNext())
                return $"the first difference is event {number}: '{line}' against nothing";
            if (line != others.Current)
                return $"the first difference is event {number}: '{line}' against '{others.Current}'";
        }

        return others.MoveNext()
            ? $"the first difference is event {number + 1}: nothing against '{others.Current}'"
            : "two more runs agreed, so it happens only sometimes";
    }

    private static Ran Distrusted(Ran first, string problem) => first with { Result = first.Result.Distrusted(problem) };

    private async Task<string> FirstDifferenceAsync(RunJob job, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-");
        try
        {
            string[] traces = [Path.Combine(folder.FullName, "1.trace"), Path.Combine(folder.FullName, "2.trace")];
            var again = await pool.RunAsync([.. traces.Select(trace => job.Request with { TraceFile = trace })], (_, _) => { }, cancellationToken);
            return again.All(outcome => outcome.Message is RunnerMessage.Finished)
                ? FirstDifference(File.ReadLines(traces[0]), File.ReadLines(traces[1]))
                : "two more runs did not both end";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
