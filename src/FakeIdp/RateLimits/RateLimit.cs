using SkewLab.FakeIdp.Problems;

namespace SkewLab.FakeIdp.RateLimits;

/// <summary>A token bucket's numbers. Immutable.</summary>
/// <param name="Count">How many requests the bucket gains per <paramref name="Period"/>, evenly. At least 1.</param>
/// <param name="Period">The period. More than zero.</param>
/// <param name="Burst">How many requests a full bucket holds. At least 1.</param>
public sealed record RateLimit(int Count, TimeSpan Period, int Burst)
{
    /// <summary>What is wrong with the numbers; empty where a limiter takes them.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        problems.Require(Count >= 1, nameof(Count), Count, "A rate limit allows at least one request per period, for example 10/s.");
        problems.Require(Period > TimeSpan.Zero, nameof(Period), Period, "A rate limit's period is longer than 0s, for example 1s.");
        problems.Require(Burst >= 1, nameof(Burst), Burst, "A rate limit's burst is at least one request, for example 20.");
        return problems;
    }
}
