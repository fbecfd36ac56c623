using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A virtual machine is stopped: wall and elapsed stand still, and the wall stays behind until it is stepped right.</summary>
public sealed record VmPauseAction : IClockAction
{
    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>How long it is stopped.</value>
    [Description("How long it is stopped.")]
    [Bounds("1ms", "3650d")]
    [Example("30s")]
    public required TimeSpan For { get; init; }

    /// <value>How long after the pause the wall is stepped right. Null: never, or at the next poll of the clock's <c>ntp</c>.</value>
    [Description("How long after the pause the wall is stepped right.")]
    [Bounds("0s", "3650d")]
    [Example("5m")]
    [Default("never, or at the next poll of `ntp`")]
    public TimeSpan? CorrectedAfter { get; init; }

    string IClockAction.Name => "vmPause";

    string IClockAction.Values => DurationText.Format(For);

    bool IClockAction.IsReadEffect => false;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new VmPause(at, For, CorrectedAfter);
}
