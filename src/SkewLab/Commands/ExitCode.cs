using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;

namespace SkewLab.Commands;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Every strategy did what the scenarios expect.</summary>
    public const int Ok = 0;

    /// <summary>At least one verdict is FAILS.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad input; nothing was run or written.</summary>
    public const int BadInput = 2;

    /// <summary>At least one run cannot be trusted.</summary>
    public const int Unsound = 3;

    /// <summary>Interrupted by a signal.</summary>
    public const int Interrupted = 130;

    /// <summary>The worst of all results decides.</summary>
    public static int Of(IEnumerable<RunResult> results)
    {
        var verdicts = results.Select(result => result.Verdict).ToHashSet();
        return verdicts.Contains(Verdict.Unsound) ? Unsound : verdicts.Contains(Verdict.Fails) ? Failed : Ok;
    }
}
