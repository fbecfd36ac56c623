using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Model;

/// <summary>A time service that watches over a clock. What it finds wrong at a poll it steps or slews right.</summary>
public sealed record NtpSection
{
    [Description("How often it looks; first after one interval.")]
    [Bounds("1s", "1d")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(64);

    [Description("The offset from which on it steps; what is less it slews until the next poll.")]
    [Bounds("1ms", "1d")]
    public TimeSpan StepThreshold { get; init; } = TimeSpan.FromMilliseconds(128);

    [Description("The largest rate it slews with.")]
    [Bounds("1ppm", "100000ppm")]
    public int SlewRatePpb { get; init; } = 500_000;
}
