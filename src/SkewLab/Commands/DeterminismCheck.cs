using SkewLab.Runners;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;


namespace SkewLab.Commands;

/// <summary>Compares two runs of the same world. Where they differ it runs both again with traces and finds the first event that does.</summary>
/// <param name="pool">Runs worlds.</param>
/// <param name="job">The world.</param>
internal sealed class DeterminismCheck(RunnerPool pool, RunJob job)
{
    /// <summary>Compares.</summary>
    /// <returns>The first result; UNSOUND, with the first differing event, if the second run was another world.</returns>
    public async Task<RunResult> CompareAsync(RunResult first, RunnerMessage second, CancellationToken cancellationToken)
    {
        if (second.Result is { Unsound: null } result && result.TraceSha256 == first.TraceSha256)
            return first;
        var problem = second.Result is null ? $"the second run gave no result: {second.Refused}"
            : second.Result.Unsound is { } unsound ? $"the second run is unsound: {unsound}"
            : $"two runs of the same world differ (traces {first.TraceSha256[..8]} and {second.Result.TraceSha256[..8]}); {await FirstDifferenceAsync(cancellationToken)}";
        return first with { Verdict = Verdict.Unsound, Unsound = problem };
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

        return others.MoveNext() ? $"the first difference is event {number + 1}: nothing against '{others.Current}'" : "two more runs agreed, so it happens only sometimes";
    }

    private async Task<string> FirstDifferenceAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-");
        try
        {
            string[] traces = [Path.Combine(folder.FullName, "1.trace"), Path.Combine(folder.FullName, "2.trace")];
            var again = await pool.RunAsync([.. traces.Select(trace => job.Request with { TraceFile = trace })], (_, _) => { }, cancellationToken);
            if (again.FirstOrDefault(outcome => outcome.Message.Result is null) is { Message: not null } none)
                return $"two more runs did not both end: {none.Message.Refused}";
            return FirstDifference(File.ReadLines(traces[0]), File.ReadLines(traces[1]));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
