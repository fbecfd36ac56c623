using System.Diagnostics;
using SkewLab.Verdicts.Judging;

namespace SkewLab.Runs;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Every strategy did what the scenarios expect.</summary>
    public const int Ok = 0;

    /// <summary>At least one verdict is FAILS.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad input: nothing was run or written, or a world was refused.</summary>
    public const int BadInput = 2;

    /// <summary>At least one run cannot be trusted.</summary>
    public const int Unsound = 3;

    /// <summary>The lab broke: a bug of its own.</summary>
    public const int Broken = 4;

    /// <summary>A runner died: it was killed, or its client ended it.</summary>
    public const int Died = 5;

    /// <summary>Interrupted by a signal.</summary>
    public const int Interrupted = 130;

    // The first of these that happened decides: what makes the others worthless comes first.
    private static readonly int[] Precedence = [Broken, Died, Unsound, BadInput, Failed];

    /// <summary>The code of all outcomes.</summary>
    public static int Of(IEnumerable<RunOutcome> outcomes)
    {
        var codes = outcomes.Select(Of).ToHashSet();
        return Precedence.FirstOrDefault(codes.Contains, Ok);
    }

    private static int Of(RunOutcome outcome) => outcome switch
    {
        Ran ran => Of(ran.Result.Verdict),
        NotRun none => Of(none.Kind),
        _ => throw new UnreachableException(),
    };

    private static int Of(Verdict verdict) => verdict switch
    {
        Verdict.None or Verdict.Reproduced or Verdict.Survives or Verdict.Impossible or Verdict.Pending => Ok,
        Verdict.Fails => Failed,
        Verdict.Unsound => Unsound,
        _ => throw new UnreachableException($"No exit code for {verdict}."),
    };

    private static int Of(NotRunKind kind) => kind switch
    {
        NotRunKind.Refused => BadInput,
        NotRunKind.Silent => Unsound,
        NotRunKind.Broken => Broken,
        NotRunKind.Died => Died,
        _ => throw new UnreachableException($"No exit code for {kind}."),
    };
}
