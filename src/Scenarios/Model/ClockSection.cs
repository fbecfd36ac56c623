using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>A clock: a profile that people recognise, and what is known better. A key that is given replaces what the profile has of it; the rest stays.</summary>
public sealed record ClockSection
{
    [Description("A set of faults that belong together, such as those of a phone; the keys beside it replace what it has of them.")]
    [KnownName(NameKind.ClockProfile)]
    [Example("perfect")]
    public string Profile { get; init; } = "perfect";

    [Description("Reading minus reference time at the start, drawn once per clock; positive = ahead. `ntp` corrects it.")]
    [Bounds("-36500d", "36500d")]
    [Default("the profile's")]
    public Distribution? Offset { get; init; }

    [Description("How much too fast the clock runs, in ppm or ppb; negative = slow.")]
    [Bounds("-100000ppm", "100000ppm")]
    [Default("the profile's")]
    public int? DriftPpb { get; init; }

    [Description("The step between two readings, as of a coarse system clock; 0s reads exactly.")]
    [Bounds("0s", "1s")]
    [Default("the profile's")]
    public TimeSpan? Resolution { get; init; }

    [Description("The time service that corrects the clock; {} takes the defaults.")]
    [Default("the profile's")]
    public NtpSection? Ntp { get; init; }

    [Description("The clock begins in 1970; {} leaves it there.")]
    [Default("the profile's")]
    public DeadBatterySection? DeadBattery { get; init; }
}
