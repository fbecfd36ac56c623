using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>A clock: a profile that people recognise, or what is wrong with it.</summary>
public sealed record ClockSection
{
    /// <value>A set of faults that belong together, such as those of a phone.</value>
    [Description("A set of faults that belong together, such as those of a phone.")]
    [KnownName(NameKind.ClockProfile)]
    [Example("perfect")]
    public string Profile { get; init; } = "perfect";

    /// <value>Reading minus reference time at the start, drawn once per clock; positive = ahead. Zero by default.</value>
    [Description("Reading minus reference time at the start, drawn once per clock; positive = ahead.")]
    [Bounds("-36500d", "36500d")]
    public Distribution Offset { get; init; } = Distribution.Zero;

    /// <value>How much too fast the clock runs, in ppm or ppb; negative = slow. In parts per billion; zero by default.</value>
    [Description("How much too fast the clock runs, in ppm or ppb; negative = slow.")]
    [Bounds("-100000ppm", "100000ppm")]
    public int DriftPpb { get; init; }

    /// <value>The step between two readings, as of a coarse system clock. Zero by default: a tick of 100 ns.</value>
    [Description("The step between two readings, as of a coarse system clock.")]
    [Bounds("0s", "1s")]
    public TimeSpan Resolution { get; init; }
}
