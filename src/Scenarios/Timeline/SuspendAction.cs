using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A machine sleeps: nothing runs on it, and arrivals at it are skipped.</summary>
public sealed record SuspendAction : IClockAction
{
    /// <value>Whose machine: client, idp, api-N or api-*.</value>
    [Description("Whose machine: client, idp, api-N or api-*.")]
    [Example("client")]
    public required string Clock { get; init; }

    /// <value>How long it sleeps.</value>
    [Description("How long it sleeps.")]
    [Bounds("1ms", "3650d")]
    [Example("20m")]
    public required TimeSpan For { get; init; }

    /// <value>Whether the sleep counts as elapsed time, as on Windows. False by default, as on Linux.</value>
    [Description("Whether the sleep counts as elapsed time, as on Windows.")]
    public bool ElapsedCounts { get; init; }

    /// <value>Whether the wall clock is left behind, as of a paused VM. False by default: the hardware clock goes on.</value>
    [Description("Whether the wall clock is left behind, as of a paused VM.")]
    public bool WallStops { get; init; }

    string IClockAction.Name => "suspend";

    string IClockAction.Values => DurationText.Format(For);

    bool IClockAction.IsReadEffect => false;

    IClockFault IClockAction.FaultAt(TimeSpan at) => new Suspend(at, For, ElapsedCounts, WallStops);
}
