using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A wall clock flips between right and wrong for a while, as when two time services fight over it.</summary>
public sealed record StrobeAction : IClockAction
{
    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>How far off it is every other half period; negative = behind.</value>
    [Description("How far off it is every other half period; negative = behind.")]
    [Bounds("-36500d", "36500d")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    /// <value>How long it stays on either side.</value>
    [Description("How long it stays on either side.")]
    [Bounds("1ms", "3650d")]
    [Example("10s")]
    public required TimeSpan HalfPeriod { get; init; }

    /// <value>How long it flips; afterwards it is right.</value>
    [Description("How long it flips; afterwards it is right.")]
    [Bounds("1ms", "3650d")]
    [Example("10m")]
    public required TimeSpan For { get; init; }

    string IClockAction.Name => "strobe";

    string IClockAction.Values => $"{DurationText.Format(By)} every {DurationText.Format(HalfPeriod)} for {DurationText.Format(For)}";

    bool IClockAction.IsReadEffect => true;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new Strobe(at, By, HalfPeriod, For);
}
