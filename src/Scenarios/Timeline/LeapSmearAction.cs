using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A clock smears a leap second, and the others step: 'at' is the leap, with half of the window before it.</summary>
public sealed record LeapSmearAction : IClockAction
{
    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("api-*")]
    public required string Clock { get; init; }

    /// <value>How long the clock runs slow, half of it before the leap. 24 h by default, from noon to noon.</value>
    [Description("How long the clock runs slow, half of it before the leap.")]
    [Bounds("1000s", "30d")]
    public TimeSpan Over { get; init; } = TimeSpan.FromHours(24);

    string IClockAction.Name => "leapSmear";

    string IClockAction.Values => $"over {DurationText.Format(Over)}";

    bool IClockAction.IsReadEffect => true;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new LeapSmear(at, Over);
}
