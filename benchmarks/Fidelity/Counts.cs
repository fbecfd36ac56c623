using SkewLab.Client;
using SkewLab.Verdicts.Results;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>What one strategy did in one run, simulated or live.</summary>
internal sealed record Counts
{
    /// <summary>Calls that were made.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that ended in an exception, or not at all.</summary>
    public required long Lost { get; init; }

    /// <summary>Requests to the token endpoint.</summary>
    public required long TokenRequests { get; init; }

    /// <summary>401s that reached a caller, by the cause of the call's last refusal.</summary>
    public required IReadOnlyDictionary<string, long> Surfaced { get; init; }

    /// <summary>401s that a node of the API answered, by cause.</summary>
    public required IReadOnlyDictionary<string, long> Wire { get; init; }

    /// <summary>The numbers of a simulated run.</summary>
    public static Counts Of(RunResult result) => new()
    {
        Calls = result.Metrics.Requests,
        Lost = result.Metrics.Exceptions + result.Metrics.Unfinished,
        TokenRequests = result.Metrics.TokenRequests,
        Surfaced = result.UnauthorizedByCause.Where(cause => cause.Surfaced > 0).ToDictionary(cause => cause.Cause, cause => cause.Surfaced),
        Wire = result.UnauthorizedByCause.ToDictionary(cause => cause.Cause, cause => cause.Wire),
    };
}
