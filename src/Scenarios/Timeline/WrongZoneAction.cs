using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Software takes local time for UTC, or misses a change to summer time.</summary>
public sealed record WrongZoneAction : IClockAction
{
    /// <value>Whose clock: client, idp, api-N or api-*.</value>
    [Description("Whose clock: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>The zone error: a multiple of 15 minutes; negative = behind.</value>
    [Description("The zone error, a multiple of 15m; negative = behind.")]
    [Bounds("-14h", "14h")]
    [Example("-1h")]
    public required TimeSpan By { get; init; }

    /// <value>How long the error lasts. Null: for good.</value>
    [Description("How long the error lasts.")]
    [Bounds("1ms", "3650d")]
    [Example("2h")]
    [Default("for good")]
    public TimeSpan? For { get; init; }

    string IClockAction.Name => "wrongZone";

    string IClockAction.Values => For is { } finite ? $"{DurationText.Format(By)} for {DurationText.Format(finite)}" : DurationText.Format(By);

    bool IClockAction.IsReadEffect => true;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new WrongZone(at, By, For);
}
