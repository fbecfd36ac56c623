using System.Text.Json.Serialization;
using SkewLab.Verdicts.Results;

namespace SkewLab.Runs;

/// <summary>How one world of a plan ended: it ran and came to a result, or it did not run.</summary>
/// <param name="Job">The world.</param>
/// <param name="WallTime">How long it took, on the machine's clock.</param>
internal abstract record RunOutcome(RunJob Job, TimeSpan WallTime)
{
    /// <value>The scenario's name.</value>
    public string Scenario => Job.Scenario.Scenario.Name;

    /// <value>What the scenario calls the strategy.</value>
    public string Strategy => Job.Request.Strategy;

    /// <value>The seed.</value>
    public ulong Seed => Job.Request.Options.Seed ?? Job.Scenario.Scenario.Seed;
}

/// <summary>The world ran to its end.</summary>
/// <param name="Job">The world.</param>
/// <param name="WallTime">How long it took, on the machine's clock.</param>
/// <param name="Result">What it came to.</param>
internal sealed record Ran(RunJob Job, TimeSpan WallTime, RunResult Result) : RunOutcome(Job, WallTime);

/// <summary>The world came to no result.</summary>
/// <param name="Job">The world.</param>
/// <param name="WallTime">How long it took, on the machine's clock.</param>
/// <param name="Kind">What kind of news that is.</param>
/// <param name="Message">What happened; its first line is a summary.</param>
internal sealed record NotRun(RunJob Job, TimeSpan WallTime, NotRunKind Kind, string Message) : RunOutcome(Job, WallTime);

/// <summary>Why a world came to no result. docs/results.md says what each means for its reader.</summary>
internal enum NotRunKind
{
    /// <summary>The scenario, an option or a file is at fault.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The client holds the only thread: the runner answers, its world stands still.</summary>
    [JsonStringEnumMemberName("silent")]
    Silent,

    /// <summary>The lab broke: a bug of its own.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,

    /// <summary>The runner was killed, stopped, or ended by its client.</summary>
    [JsonStringEnumMemberName("died")]
    Died,
}
