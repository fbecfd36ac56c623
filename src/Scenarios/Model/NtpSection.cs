using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Model;

/// <summary>A time service that watches over a clock. What it finds wrong at a poll it steps or slews right.</summary>
public sealed record NtpSection
{
    /// <value>How often it looks; the first time one interval after the world's beginning. 64 s by default, where ntpd begins (RFC 5905, MINPOLL).</value>
    [Description("How often it looks; first after one interval.")]
    [Bounds("1s", "1d")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(64);

    /// <value>The offset, either way, from which on it steps instead of slewing. 128 ms by default, as ntpd.</value>
    [Description("The offset from which on it steps; what is less it slews until the next poll.")]
    [Bounds("1ms", "1d")]
    public TimeSpan StepThreshold { get; init; } = TimeSpan.FromMilliseconds(128);

    /// <value>The largest rate it slews with, in parts per billion. 500 ppm by default, as a Unix kernel.</value>
    [Description("The largest rate it slews with.")]
    [Bounds("1ppm", "100000ppm")]
    public int SlewRatePpb { get; init; } = 500_000;
}
