using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A clock is corrected gradually: for a while it runs a little fast or slow, wall and elapsed both.</summary>
public sealed record SlewAction : IClockAction
{
    /// <summary>No slew is reckoned longer, 10,000 years: what clocks count ends before 30,000.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(3_650_000);

    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("api-1")]
    public required string Clock { get; init; }

    /// <value>How much the clock gains in all; negative = loses.</value>
    [Description("How much the clock gains in all; negative = loses.")]
    [Bounds("-30d", "30d")]
    [Example("-2s")]
    public required TimeSpan By { get; init; }

    /// <value>The rate it gains or loses with, in parts per billion; it takes by / rate. 500 ppm by default, as a Unix kernel.</value>
    [Description("The rate it gains or loses with; the slew takes by / rate.")]
    [Bounds("1ppm", "100000ppm")]
    public int RatePpb { get; init; } = 500_000;

    /// <summary>How long it takes: by / rate, and <see cref="Longest"/> at most.</summary>
    internal TimeSpan Length => new Slew(TimeSpan.Zero, By, RatePpb).Duration is var length && length < Longest ? length : Longest;

    string IClockAction.Name => "slew";

    string IClockAction.Values => $"{DurationText.Format(By)} {DriftText.Format(RatePpb)}";

    bool IClockAction.IsReadEffect => false;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new Slew(at, By, RatePpb);
}
