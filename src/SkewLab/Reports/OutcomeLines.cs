using System.Diagnostics;
using SkewLab.Runs;
using SkewLab.Verdicts.Judging;

namespace SkewLab.Reports;

/// <summary>Outcomes in words: verdicts where a world ran, and what kept it from running where it did not.</summary>
internal static class OutcomeLines
{
    /// <summary>What stands in the column of verdicts.</summary>
    public static string NameOf(RunOutcome outcome) => outcome switch
    {
        Ran ran => VerdictLines.NameOf(ran.Result.Verdict),
        NotRun none => NameOf(none.Kind),
        _ => throw new UnreachableException(),
    };

    /// <summary>The same in its colour.</summary>
    public static string Painted(Paint paint, RunOutcome outcome)
    {
        var name = $"{NameOf(outcome),-10}";
        return outcome is Ran ran ? paint.OfVerdict(ran.Result.Verdict, name) : paint.OfVerdict(Verdict.Unsound, name);
    }

    /// <summary>What a reader learns in one line.</summary>
    public static string Summary(RunOutcome outcome) => outcome switch
    {
        Ran ran => VerdictLines.Summary(ran.Result),
        NotRun none => none.Message.Split('\n')[0].TrimEnd(),
        _ => throw new UnreachableException(),
    };

    /// <summary>What a reader needs beside the summary, a line each: the rest of the message, and what to do.</summary>
    public static IEnumerable<string> Details(RunOutcome outcome) => outcome switch
    {
        Ran ran => VerdictLines.Details(ran.Result),
        NotRun none => [.. none.Message.Split('\n').Skip(1).Select(line => line.TrimEnd()), .. Advice(none.Kind)],
        _ => throw new UnreachableException(),
    };

    /// <summary>A kind as reports write it.</summary>
    public static string NameOf(NotRunKind kind) => kind.ToString().ToUpperInvariant();

    private static IEnumerable<string> Advice(NotRunKind kind) => kind switch
    {
        NotRunKind.Refused or NotRunKind.Silent => [],
        NotRunKind.Broken => ["This is a bug of the lab, not of the strategy: please report it with the scenario and this text."],
        NotRunKind.Died => ["Nothing is known of this world: run it again."],
        _ => throw new UnreachableException($"No advice for {kind}."),
    };
}
