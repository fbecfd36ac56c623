using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A wall clock is set at once; elapsed time does not notice.</summary>
public sealed record JumpAction : IClockAction
{
    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>How far; negative = back.</value>
    [Description("How far; negative = back.")]
    [Bounds("-36500d", "36500d")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    string IClockAction.Name => "jump";

    string IClockAction.Values => DurationText.Format(By);

    bool IClockAction.IsReadEffect => false;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new Jump(at, By);
}
