using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Results;

/// <summary>What one strategy did in one scenario. docs/results.md defines every field.</summary>
public sealed record RunResult
{
    /// <value>The scenario's name.</value>
    public required string Scenario { get; init; }

    /// <value>The strategy's name.</value>
    public required string Strategy { get; init; }

    /// <value>The seed.</value>
    public required ulong Seed { get; init; }

    /// <value>The verdict.</value>
    public required Verdict Verdict { get; init; }

    /// <value>For IMPOSSIBLE the limit, for PENDING what the strategy lacks, for FAILS the limit or lack that was announced and did not show; null for the
    /// others.</value>
    public string? Reason { get; init; }

    /// <value>Why the lab cannot be trusted in this run; null where it can.</value>
    public string? Unsound { get; init; }

    /// <value>SHA-256 of the trace, in hexadecimal.</value>
    public required string TraceSha256 { get; init; }

    /// <value>How long the world lasted, in reference seconds.</value>
    public required double VirtualDurationSeconds { get; init; }

    /// <value>The numbers.</value>
    public required WorldMetrics Metrics { get; init; }

    /// <value>Each bound of the scenario's <c>expect</c>.</value>
    public required IReadOnlyList<ExpectationResult> Expectations { get; init; }

    /// <value>The API's 401s by cause, the cause most callers saw first.</value>
    public required IReadOnlyList<CauseResult> UnauthorizedByCause { get; init; }

    /// <value>The first 401s in full.</value>
    public required IReadOnlyList<UnauthorizedResult> Unauthorized { get; init; }

    /// <value>The first 401 of the cause most callers saw, step by step; null if there was none.</value>
    public FirstUnauthorized? First { get; init; }

    /// <value>What the checks found that the request asked for, in its order; null if it asked for none.</value>
    public IReadOnlyList<CheckResult>? Checks { get; init; }

    /// <value>The command that runs this again.</value>
    public string Replay { get; init; } = "";

    /// <value>What differs from run to run.</value>
    public RunFacts Run { get; init; } = new();

    /// <summary>The same run, of which something was learnt that no single world can know.</summary>
    /// <param name="problem">Why it cannot be trusted.</param>
    public RunResult Distrusted(string problem) => this with { Verdict = Verdict.Unsound, Unsound = problem };
}

/// <summary>What differs from run to run and is part of no comparison.</summary>
public sealed record RunFacts
{
    /// <value>How long the run took, in seconds of the machine's clock.</value>
    public double WallSeconds { get; init; }

    /// <value>What the world allocated, in bytes.</value>
    public long AllocatedBytes { get; init; }

    /// <value>The most memory the runner has held so far, in bytes.</value>
    public long PeakMemoryBytes { get; init; }

    /// <value>Where it ran: operating system, processor architecture, runtime.</value>
    public string Machine { get; init; } = "";
}

/// <summary>The 401s of one cause.</summary>
/// <param name="Cause">The cause's name: <c>not_propagated</c>.</param>
/// <param name="Words">The cause in words for people: <c>token not known yet</c>.</param>
/// <param name="Wire">401s on the wire.</param>
/// <param name="Surfaced">Of those, how many reached a caller.</param>
/// <param name="FirstAfterRefresh">Of the 401s on the wire, how many answered a token's first request.</param>
/// <param name="Nodes">401s on the wire by node.</param>
/// <param name="Explanation">What happened, in sentences a person can act on.</param>
public sealed record CauseResult(
    string Cause,
    string Words,
    long Wire,
    long Surfaced,
    long FirstAfterRefresh,
    IReadOnlyDictionary<string, long> Nodes,
    IReadOnlyList<string> Explanation);

/// <summary>One 401.</summary>
/// <param name="AtSeconds">When, in reference seconds.</param>
/// <param name="Node">The node that refused.</param>
/// <param name="Token">The token's symbolic name.</param>
/// <param name="Call">The call's number; null for a request no caller asked for.</param>
/// <param name="Cause">The cause's name.</param>
/// <param name="Arithmetic">The arithmetic as a sentence.</param>
/// <param name="Surfaced">Whether the caller saw it.</param>
public sealed record UnauthorizedResult(double AtSeconds, string Node, string Token, long? Call, string Cause, string Arithmetic, bool Surfaced);

/// <summary>One 401, step by step.</summary>
/// <param name="Cause">The cause's name.</param>
/// <param name="Token">The token's symbolic name.</param>
/// <param name="Call">The call's number.</param>
/// <param name="Arithmetic">The arithmetic as a sentence.</param>
/// <param name="MarginMs">By how much the bound was missed, in milliseconds; null where the cause has none.</param>
/// <param name="ClockOffsetsMs">Every clock's offset at that moment, in milliseconds: client, idp and the node.</param>
/// <param name="Steps">What led to it and what came after, in order.</param>
public sealed record FirstUnauthorized(
    string Cause,
    string Token,
    long? Call,
    string Arithmetic,
    double? MarginMs,
    IReadOnlyDictionary<string, double> ClockOffsetsMs,
    IReadOnlyList<Step> Steps);

/// <summary>One step of a story.</summary>
/// <param name="AtSeconds">When, in reference seconds.</param>
/// <param name="Who">The machine.</param>
/// <param name="What">What it did.</param>
public sealed record Step(double AtSeconds, string Who, string What);
