using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>A token bucket for each client: what comes too fast is answered with 429 and Retry-After.</summary>
public sealed record RateLimitSection
{
    [Description("How fast a client's bucket fills: its lasting rate of requests.")]
    [Example("10/s")]
    public required Rate Rate { get; init; }

    [Description("How many requests a full bucket holds.")]
    [Bounds("1", "1000000")]
    [Example("20")]
    public required int Burst { get; init; }

    [Description("How Retry-After is written.")]
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;
}
