using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Model;

/// <summary>A clock without a battery: the world finds it in 1970.</summary>
public sealed record DeadBatterySection
{
    [Description("How long after the world's beginning the wall is stepped right.")]
    [Bounds("0s", "3650d")]
    [Default("never, or at the first poll of `ntp`")]
    public TimeSpan? CorrectedAfter { get; init; }
}
